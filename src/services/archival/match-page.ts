import { matchPlays } from '@/lib/history/match-plays';
import type { Report } from '@/lib/history/report';
import { factsOfObserved } from '@/lib/spotify/observed-facts';
import type { ObservedTrack } from '@/lib/spotify/observed-track';
import type { ObservedPlay, RecentPage } from '@/lib/spotify/recently-played';
import type { StoredPlay } from '@/repositories/history/stored-plays-repository';
import { type ComposedPlays, composePlays } from '@/services/history/compose-plays';
import { knownPlays } from '@/services/history/stored-reports';

/** What a page of polled plays adds to the plays that the archive has around its time, or changes in them. */
export function matchPage(
  userId: number,
  page: RecentPage,
  stored: readonly StoredPlay[],
): ComposedPlays & { tracks: ObservedTrack[] } {
  const unknown = page.plays.filter(isUnknownPoll(stored));
  if (unknown.length === 0) return { plays: [], replaced: [], removed: [], contexts: [], tracks: [] };
  const { known, trackIds } = knownPlays(stored);
  const composed = composePlays(userId, matchPlays(unknown.map(toReport), known), stored, trackIds);
  const played = new Set([...composed.plays, ...composed.removed].map(({ track }) => track));
  const tracks = unknown.map(({ track }) => track).filter(({ spotifyId }) => played.has(spotifyId));
  return { ...composed, tracks };
}

/** Most plays of a page are known from the poll before: polled plays that end at the same instant are one. */
function isUnknownPoll(stored: readonly StoredPlay[]): (play: ObservedPlay) => boolean {
  const ends = new Set(
    stored.filter(({ sources }) => sources.includes('poll')).map(({ playedAt }) => playedAt.getTime()),
  );
  return ({ playedAt }) => !ends.has(playedAt.getTime());
}

/** What a page's plays say, for comparing them with stored ones. */
export const pageReports = ({ plays }: RecentPage): Report[] => plays.map(toReport);

const toReport = ({ playedAt, context, track }: ObservedPlay): Report => ({
  end: playedAt.getTime(),
  precision: 1,
  track: factsOfObserved(track),
  msPlayed: null,
  skipped: null,
  reasonStart: null,
  reasonEnd: null,
  context,
  source: 'poll',
});
