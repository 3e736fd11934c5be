import type { RecentPage, RejectedItem } from '@/lib/spotify/recently-played';
import type { StoredPlay } from '@/repositories/history/stored-plays-repository';

/**
 * Of other music that a page lists at one instant, the play that is stored already stays, whichever the page alone would have
 * chosen: else the one that arrives later would be taken for the stored one, and be lost. It is rejected, whole.
 */
export function keepStored(page: RecentPage, stored: readonly StoredPlay[]): RecentPage {
  if (!page.rejectedItems.some(({ rival }) => rival)) return page;
  const polled = stored.filter(({ sources }) => sources.includes('poll'));
  const isStored = (trackId: string | undefined, end: Date | null) =>
    polled.some(({ spotifyId, playedAt }) => spotifyId === trackId && playedAt.getTime() === end?.getTime());
  const swapped = page.rejectedItems.filter(
    ({ rival, playedAt }) => rival && isStored(rival.trackId, playedAt),
  );
  const isLate = (trackId: string, end: Date) =>
    swapped.some(
      ({ rival, playedAt }) => rival?.stays.trackId === trackId && playedAt?.getTime() === end.getTime(),
    );
  const late = swapped.flatMap(({ rival, ...item }): RejectedItem[] =>
    rival ? [{ ...item, payload: rival.stays.payload }] : [],
  );
  return {
    ...page,
    plays: page.plays.filter(({ track, playedAt }) => !isLate(track.spotifyId, playedAt)),
    rejectedItems: [...page.rejectedItems.filter((item) => !swapped.includes(item)), ...late],
  };
}
