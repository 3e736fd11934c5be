import { artistsKey } from '@/lib/catalogue/same-recording';
import { titleKey } from '@/lib/catalogue/title';
import { systemClock } from '@/lib/clock';
import type { RootDatabase } from '@/lib/db/client';
import { createLogger } from '@/lib/logger';
import { type PlayBatch, writePlayBatch } from '@/repositories/archival/play-batch-repository';
import { renewCatalogue } from '@/repositories/catalogue/track-repository';
import { settleRollups } from '@/services/catalogue/settle-rollups';

/** A play as a test tells it; the name of an entity is also its Spotify id. */
export interface PlayedTrack {
  endedAt: Date;
  track: string;
  artists: string[];
  album: string | null;
  durationMs: number;
  msPlayed?: number;
  isrc?: string;
  trackNumber?: number;
}

/** Keeps plays through the product's one writer, so that the rollups are those of real life. */
export async function keepPlays(
  db: RootDatabase,
  userId: number,
  now: Date,
  played: PlayedTrack[],
): Promise<void> {
  const albums = [...new Set(played.flatMap((h) => h.album ?? []))];
  const artists = [...new Set(played.flatMap((h) => h.artists))];
  // A track's artists are those of its first mention with the most artists: they never change once written.
  const byTrack = new Map<string, PlayedTrack>();
  for (const h of played) {
    if (h.artists.length > (byTrack.get(h.track)?.artists.length ?? 0)) byTrack.set(h.track, h);
  }
  const tracks = [...byTrack.values()];
  const batch: PlayBatch = {
    now,
    source: 'poll',
    listeners: [{ id: userId, page_is_full: false, page_oldest: null }],
    artists: artists.map((name) => ({ spotify_id: name, name_key: null, name })),
    albums: albums.map((name) => ({
      spotify_id: name,
      name,
      image_url: null,
      release_date: null,
      total_tracks: null,
    })),
    tracks: tracks.map((h) => ({
      spotify_id: h.track,
      name: h.track,
      duration_ms: h.durationMs,
      album: h.album,
      isrc: h.isrc ?? null,
      explicit: false,
      lacks_artists: false,
      disc_number: null,
      track_number: h.trackNumber ?? null,
      title_key: titleKey(h.track),
      artists_key: artistsKey(h.artists),
      answer_hash: JSON.stringify(h.artists.concat(h.album ?? [], String(h.durationMs))),
    })),
    track_artists: tracks.flatMap((h) =>
      h.artists.map((name, position) => ({ track: h.track, position, spotify_id: name, name_key: null })),
    ),
    contexts: [],
    plays: played.map((h) => ({
      user_id: userId,
      played_at: h.endedAt,
      track: h.track,
      track_id: null,
      ms_played: h.msPlayed ?? null,
      context: null,
      sources: h.msPlayed === undefined ? ['poll'] : ['poll', 'extended_history'],
      first_origin: null,
      skipped: null,
      reason_start: null,
      reason_end: null,
      reports: [],
    })),
    replaced: [],
    removed: [],
    rejected: [],
    run: { scheduled_for: now, successful: 1, skipped: 0, failed: 0, rejected: 0, empty_answers: 0 },
  };
  const written = await writePlayBatch(db, batch);
  if (written?.hasNews) await renewCatalogue(db, batch);
  await settleRollups({ db, clock: { ...systemClock, now: () => now }, logger: createLogger('silent') });
}
