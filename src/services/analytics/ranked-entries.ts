import type { CountedKind, RankedEntry } from '@/lib/shared/analytics/statistics';
import { shownArtists, shownName } from '@/lib/shared/catalogue/unknown-name';
import type { RankedEntityRow } from '@/repositories/analytics/ranked-row';

/** Rows ordered by rank, as entries of a list without a previous range. */
export const toRankedEntries = (kind: CountedKind, rows: readonly RankedEntityRow[]): RankedEntry[] =>
  rows.map((row, index) => toRankedEntry(kind, { ...row, rank: index + 1 }));

export const toRankedEntry = (
  kind: CountedKind,
  {
    firstPlayedAt,
    previousRank = null,
    ...row
  }: RankedEntityRow & { rank: number; previousRank?: number | null },
): RankedEntry => ({
  ...row,
  previousRank,
  kind,
  name: shownName(row.name, kind),
  artists: shownArtists(row.artists),
  firstPlayedAt: firstPlayedAt.toISOString(),
});
