import type { RecentPage, RejectedItem } from '@/lib/spotify/recently-played';
import type { StoredPlay } from '@/repositories/history/stored-plays-repository';

/**
 * Where a page lists two tracks at one instant, one is a play and its rival is rejected, whichever of them the archive has.
 * Here the one that is stored becomes the play, and the other the rejected item: else the one that arrives later would be
 * taken for the stored one, and be lost.
 */
export function keepStored(page: RecentPage, stored: readonly StoredPlay[]): RecentPage {
  const keys = new Set(
    stored
      .filter(({ sources }) => sources.includes('poll'))
      .map(({ spotifyId, playedAt }) => keyOf(spotifyId, playedAt)),
  );
  const isStored = ({ rival, playedAt }: RejectedItem) =>
    rival !== undefined && keys.has(keyOf(rival.trackId, playedAt));
  const swapped = page.rejectedItems.filter(isStored);
  if (swapped.length === 0) return page;
  const replaced = new Set(swapped.map(({ rival, playedAt }) => keyOf(rival?.stays.trackId, playedAt)));
  const rejected = swapped.flatMap(({ rival, ...item }): RejectedItem[] =>
    rival ? [{ ...item, payload: rival.stays.payload }] : [],
  );
  return {
    ...page,
    plays: page.plays.filter(({ track, playedAt }) => !replaced.has(keyOf(track.spotifyId, playedAt))),
    rejectedItems: [...page.rejectedItems.filter((item) => !isStored(item)), ...rejected],
  };
}

const keyOf = (trackId: string | null | undefined, end: Date | null): string =>
  `${trackId} ${end?.getTime()}`;
