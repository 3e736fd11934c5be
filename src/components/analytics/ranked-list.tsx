import { entityHref, playsHref } from '@/components/shell/page-links';
import { placesMoved, type RankedBefore } from '@/components/ui/change-mark';
import { yearLabel } from '@/lib/shared/analytics/calendar-days';
import type { Measure, Range } from '@/lib/shared/analytics/range';
import type { RankedEntry } from '@/lib/shared/analytics/statistics';
import { durationLabel } from '@/lib/shared/duration-labels';
import { type ReaderFormat, SEPARATOR } from '@/lib/shared/format';
import { namesText } from '@/lib/shared/named-text';
import { plural } from '@/lib/shared/plural';
import type { RankedHeads } from './ranked-heads';
import { type RankedRow, RankedRows } from './ranked-rows';

interface RankedListProps {
  entries: RankedEntry[];
  range: Range;
  by?: Measure;
  /** Whether there is a range before to compare with. */
  isCompared: boolean;
  /** The value of the longest bar; by default that of the first entry. */
  largest?: number;
  /** False where the entries are in another order. */
  isRanked?: boolean;
  /** Whether the other figure stands before the artists, not only where there are none. */
  hasBoth?: boolean;
  heads?: RankedHeads;
  format: ReaderFormat;
}

/** A listener's own ranking: names lead to their pages, figures to the plays that they count. */
export function RankedList(props: RankedListProps) {
  const {
    entries,
    range,
    by = 'plays',
    isCompared,
    largest,
    isRanked = true,
    hasBoth = false,
    heads,
    format,
  } = props;
  const rows = entries.map(
    (entry): RankedRow => ({
      key: entry.id,
      rank: isRanked ? format.number(entry.rank) : '',
      imageUrl: entry.imageUrl,
      name: entry.name,
      href: entityHref(entry.kind, entry.id, range),
      detail: detailOf(entry, heads ? null : by, hasBoth, format),
      ...(heads ? otherOf(entry, by, format) : {}),
      ...(isCompared ? { change: changeOf(entry, range, format) } : {}),
      ...figureOf(entry, by, range, format),
      value: by === 'plays' ? entry.plays : entry.listenedMs,
    }),
  );
  return <RankedRows rows={rows} isCompared={isCompared} {...(heads ? { heads } : {})} largest={largest} />;
}

/** What every row has whose figure is the plays of an entry. */
export const playedRow = (
  { id, name, imageUrl, rank, plays }: Omit<RankedEntry, 'kind'>,
  { number }: ReaderFormat,
) => ({
  key: id,
  name,
  imageUrl,
  value: plays,
  rank: number(rank),
  figure: number(plays),
  figureNote: `${plural(plays, 'play')} of ${name}`,
});

/** What was first played within the range is new; what was not played in the range before is back. */
function changeOf(
  { rank, previousRank, firstPlayedAt }: RankedEntry,
  { from }: Range,
  format: ReaderFormat,
): RankedBefore {
  if (previousRank !== null) return placesMoved(previousRank - rank, format);
  return from !== null && format.dayKey(firstPlayedAt) >= from ? 'new' : 'back';
}

function figureOf(
  { kind, id, name, plays, listenedMs }: RankedEntry,
  by: Measure,
  { from, to }: Range,
  format: ReaderFormat,
) {
  const unit = `${plural(plays, 'play')} `;
  return {
    figure: by === 'plays' ? format.number(plays) : durationLabel(listenedMs, format),
    figureNote: `${by === 'plays' ? unit : ''}of ${name}`,
    figureHref: playsHref({ entity: { kind, id }, from, to }),
  };
}

/** What the list is not ranked by: a column's figure, and what follows it where it has no column. */
const otherOf = (entry: RankedEntry, by: Measure, format: ReaderFormat) =>
  by === 'plays'
    ? { other: durationLabel(entry.listenedMs, format), otherUnit: '' }
    : { other: format.number(entry.plays), otherUnit: ` ${plural(entry.plays, 'play')}` };

/** The artists; of an artist since when, and the other figure where it has no column of its own (`by` is null). */
function detailOf(
  entry: RankedEntry,
  by: Measure | null,
  hasBoth: boolean,
  format: ReaderFormat,
): RankedRow['detail'] {
  const figure = by === 'plays' ? durationLabel(entry.listenedMs, format) : format.count(entry.plays, 'play');
  const other = by === null ? '' : figure;
  if (entry.kind !== 'artist') return makersOf(entry, hasBoth || entry.artists.length === 0 ? other : '');
  const since = `since ${yearLabel(format.dayKey(entry.firstPlayedAt), format.locale)}`;
  return [...(other ? [other] : []), since].join(SEPARATOR);
}

/** "Ann, Bob", after the other figure where there is one. Only names beside each other have an element of their own each. */
function makersOf({ artists }: RankedEntry, other: string): RankedRow['detail'] {
  if (artists.length < 2) return [other, ...artists].filter((part) => part !== '').join(SEPARATOR);
  return [...(other ? [other, SEPARATOR] : []), ...namesText(artists)];
}
