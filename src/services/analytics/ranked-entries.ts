import type { EntityKind, RankedEntry } from '@/lib/shared/analytics/statistics';
import { shownName } from '@/lib/shared/catalogue/unknown-name';
import type { RankedRow } from '@/repositories/analytics/ranked-row';

/** Rows ordered by rank, as entries of a list without a previous range. */
export const toRankedEntries = (kind: EntityKind, rows: readonly RankedRow[]): RankedEntry[] =>
  rows.map((row, index) => toRankedEntry(kind, { ...row, rank: index + 1, previousRank: null }));

export const toRankedEntry = (
  kind: EntityKind,
  { firstPlayedAt, ...row }: RankedRow & { rank: number; previousRank: number | null },
): RankedEntry => ({
  ...row,
  kind,
  name: shownName(row.name, kind),
  firstPlayedAt: firstPlayedAt.toISOString(),
});
