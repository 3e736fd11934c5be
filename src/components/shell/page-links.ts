import type { Measure, Range } from '@/lib/shared/analytics/range';
import type { Preset } from '@/lib/shared/analytics/range-presets';
import type { CountedKind, EntityKind } from '@/lib/shared/analytics/statistics';
import { filterParameters, type PlaysFilter } from '@/lib/shared/history/plays-filter';

/** A range as URL parameters: a preset by its name, any other by its days. */
export function rangeParameters(range: Range): Record<string, string> {
  if (range.preset) return { range: range.preset };
  return { ...(range.from ? { from: range.from } : {}), ...(range.to ? { to: range.to } : {}) };
}

/** A page's address with the parameters that have a value, e.g. `/top?kind=track&range=1y`. */
export function pageHref(path: string, parameters: Record<string, string | null | undefined>): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) if (value) query.set(name, value);
  const text = query.toString();
  return text ? `${path}?${text}` : path;
}

export const presetHref = (path: string, preset: Preset, keep: Record<string, string> = {}): string =>
  pageHref(path, { ...keep, range: preset });

interface TopChoice {
  by?: Measure;
  offset?: number;
  /** Only what was first played within the range. */
  isNew?: boolean;
}

/** How many places a page of the ranking has. */
export const TOP_PAGE = 50;

/** What is ranked, as URL parameters. */
export const topParameters = (
  kind: CountedKind,
  { by, isNew }: Omit<TopChoice, 'offset'>,
): Record<string, string> => ({
  kind: pageKind(kind),
  ...(kind === 'release' ? { releases: 'separate' } : {}),
  ...(by === 'time' ? { by } : {}),
  ...(isNew ? { new: 'true' } : {}),
});

export const topHref = (kind: CountedKind, range: Range, choice: TopChoice = {}): string =>
  pageHref('/top', {
    ...topParameters(kind, choice),
    ...rangeParameters(range),
    offset: choice.offset ? String(choice.offset) : null,
  });

export const entityHref = (kind: CountedKind, id: number, range: Range): string =>
  pageHref(`/${pageKind(kind)}/${id}`, rangeParameters(range));

/** A release is on the page of its track. */
export const pageKind = (kind: CountedKind): EntityKind => (kind === 'release' ? 'track' : kind);

/** Exactly the plays that a figure counts. */
export const playsHref = (filter: Partial<PlaysFilter>): string =>
  pageHref('/history', filterParameters(filter));

/** What to leave out of statistics beside a play. */
export const leaveOutHref = ({ playedAt, trackId }: { playedAt: string; trackId: number }): string =>
  pageHref('/history/leave-out', { playedAt, trackId: String(trackId) });

/** The plays whose track, album or artist has this name. */
export const playsOfHref = (name: string): string => pageHref('/history', { q: name });

/** An entity's own page on Spotify. */
export const spotifyHref = (kind: EntityKind, spotifyId: string): string =>
  `https://open.spotify.com/${kind}/${encodeURIComponent(spotifyId)}`;
