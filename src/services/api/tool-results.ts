import { countFitting } from '@/lib/answer-size';
import type { RankedEntry, Totals } from '@/lib/shared/analytics/statistics';
import { MINUTE } from '@/lib/shared/time';

/** What tools answer: short, dated, with links to the pages that show the same. */

/** The longest list, in bytes of JSON. */
const LONGEST_LIST = 30_000;
const LONGEST_NAME = 200;
const MOST_ARTISTS = 5;

/** The first entries that fit, and whether there were more. */
export function fitting<T>(entries: readonly T[]): { entries: T[]; isCut: boolean } {
  const count = countFitting(entries, LONGEST_LIST);
  return { entries: entries.slice(0, count), isCut: count < entries.length };
}

/** A name of up to 1,000 letters, cut after 200. */
export function clipped(name: string): string {
  const letters = Array.from(name);
  return letters.length > LONGEST_NAME ? `${letters.slice(0, LONGEST_NAME).join('')}…` : name;
}

/** The first five artists. */
export const clippedArtists = (artists: readonly string[]): string[] =>
  artists.slice(0, MOST_ARTISTS).map(clipped);

export const minutes = (ms: number): number => Math.round(ms / MINUTE);

/** A place in a ranking. */
export function toolEntry(
  { kind, id, name, artists, plays, listenedMs, firstPlayedAt }: RankedEntry,
  appUrl: string,
): object {
  return {
    name: clipped(name),
    ...(artists.length > 0 && { artists: clippedArtists(artists) }),
    plays,
    minutes: minutes(listenedMs),
    firstPlayedAt,
    link: `${appUrl}/${kind === 'release' ? 'track' : kind}/${id}`,
  };
}

export const toolTotals = ({
  plays,
  listenedMs,
  tracks,
  artists,
  albums,
  firstPlayAt,
  lastPlayAt,
}: Totals) => ({
  plays,
  minutes: minutes(listenedMs),
  tracks,
  artists,
  albums,
  firstPlayAt,
  lastPlayAt,
});
