import { entityHref, playsHref } from '@/components/shell/page-links';
import { RankChange } from '@/components/ui/change-mark';
import { durationLabel } from '@/components/ui/duration-labels';
import { PageLink } from '@/components/ui/page-link';
import type { Measure, Range } from '@/lib/shared/analytics/range';
import type { RankedEntry } from '@/lib/shared/analytics/statistics';
import type { ReaderFormat } from '@/lib/shared/format';
import { type RankedRow, RankedRows } from './ranked-rows';

interface RankedListProps {
  entries: RankedEntry[];
  range: Range;
  /** The days in which the plays were counted, where these are not the range. */
  counted?: Range;
  by?: Measure;
  /** Whether there is a range before: without one, no entry has a change of place. */
  isCompared: boolean;
  /** What the longest bar stands for; the first entry where nothing else is said. */
  largest?: number;
  format: ReaderFormat;
}

/** A listener's own ranking: names lead to their pages, figures to the plays that they count. */
export function RankedList({
  entries,
  range,
  counted = range,
  by = 'plays',
  isCompared,
  largest,
  format,
}: RankedListProps) {
  const rows = entries.map(
    (entry): RankedRow => ({
      key: entry.id,
      ...{ rank: entry.rank, imageUrl: entry.imageUrl, name: entry.name },
      href: entityHref(entry.kind, entry.id, range),
      sense: senseOf(entry, by, format),
      ...(isCompared
        ? { change: <RankChange rank={entry.rank} previousRank={entry.previousRank} isCompared /> }
        : {}),
      figure: <Figure entry={entry} by={by} counted={counted} format={format} />,
      value: measured(entry, by),
    }),
  );
  return <RankedRows rows={rows} largest={largest ?? measured(entries[0], by)} format={format} />;
}

const measured = (entry: RankedEntry | undefined, by: Measure): number =>
  (by === 'plays' ? entry?.plays : entry?.listenedMs) ?? 0;

interface FigureProps {
  entry: RankedEntry;
  by: Measure;
  counted: Range;
  format: ReaderFormat;
}

function Figure({ entry: { kind, id, name, plays, listenedMs }, by, counted, format }: FigureProps) {
  const { from, to } = counted;
  return (
    <PageLink
      href={playsHref({ entity: { kind, id }, from, to })}
      className="leading-6 no-underline hover:underline"
    >
      {by === 'plays' ? format.number(plays) : durationLabel(listenedMs, format)}{' '}
      <span className="sr-only">
        {by === 'plays' ? (plays === 1 ? 'play ' : 'plays ') : ''}of {name}
      </span>
    </PageLink>
  );
}

function senseOf(entry: RankedEntry, by: Measure, format: ReaderFormat): string {
  const figure = by === 'plays' ? durationLabel(entry.listenedMs, format) : format.count(entry.plays, 'play');
  if (entry.kind === 'artist') return `${figure} · since ${format.dayKey(entry.firstPlayedAt).slice(0, 4)}`;
  return entry.artists.join(', ') || figure;
}
