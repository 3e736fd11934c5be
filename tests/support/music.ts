import type { Deps } from '@/lib/deps';
import { createLogger } from '@/lib/logger';
import { MINUTE } from '@/lib/shared/time';
import type { ObservedTrack } from '@/lib/spotify/observed-track';
import { recordPlays } from '@/services/archival/record-plays';

/** A track as Spotify answers: "Song" by Ada on an album of its own, three minutes long. */
export const release = (spotifyId: string, values: Partial<ObservedTrack> = {}): ObservedTrack => ({
  spotifyId,
  name: 'Song',
  durationMs: 180_000,
  isrc: null,
  explicit: false,
  discNumber: null,
  trackNumber: null,
  album: {
    spotifyId: `album-${spotifyId}`,
    name: `Album ${spotifyId}`,
    imageUrl: null,
    releaseDate: null,
    totalTracks: null,
  },
  artists: [{ spotifyId: 'ada', name: 'Ada' }],
  ...values,
});

const START = new Date('2026-03-02T10:00:00Z');

/** Stores plays as a poll does; each ends this many minutes after ten o'clock of 2 March 2026. */
export async function poll(
  db: Deps['db'],
  userId: number,
  ...plays: [minutes: number, track: ObservedTrack][]
): Promise<void> {
  const deps = { db, clock: { now: () => START, sleep: async () => {} }, logger: createLogger('silent') };
  const observed = plays.map(([minutes, track]) => ({
    playedAt: new Date(START.getTime() + minutes * MINUTE),
    track,
    context: null,
  }));
  await recordPlays(deps, [{ userId, page: { plays: observed, rejectedItems: [], isFull: false } }]);
}
