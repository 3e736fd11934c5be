import { EntityLink } from '@/components/catalogue/entity-link';
import { PlayBar } from '@/components/charts/play-bar';
import { entityHref, playsHref } from '@/components/shell/page-links';
import { RankChange } from '@/components/ui/change-mark';
import { CoverArt } from '@/components/ui/cover-art';
import { durationWords } from '@/components/ui/duration-labels';
import type { Measure, Range } from '@/lib/shared/analytics/range';
import type { RankedEntry } from '@/lib/shared/analytics/statistics';
import type { ReaderFormat } from '@/lib/shared/format';

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

/** Rank, art, name with one line of sense, change of place, figure with a thin bar. */
export function RankedList({
  entries,
  range,
  counted = range,
  by = 'plays',
  isCompared,
  largest,
  format,
}: RankedListProps) {
  const longest = largest ?? measured(entries[0], by);
  return (
    <ol className="grid gap-2.5">
      {entries.map((entry) => (
        <li key={entry.id} className={isCompared ? ROW_WITH_CHANGE : ROW}>
          <span className="text-right text-soft">{format.number(entry.rank)}</span>
          <CoverArt imageUrl={entry.imageUrl} name={entry.name} />
          <span className="grid min-w-0 leading-[1.35]">
            <EntityLink href={entityHref(entry.kind, entry.id, range)} name={entry.name} />
            <span className="truncate text-[13px] text-soft">{senseOf(entry, by, format)}</span>
          </span>
          {isCompared ? (
            <span className="hidden justify-end two:flex">
              <RankChange rank={entry.rank} previousRank={entry.previousRank} isCompared={isCompared} />
            </span>
          ) : null}
          <span className="grid gap-1 text-right font-[550] whitespace-nowrap">
            <Figure entry={entry} by={by} counted={counted} format={format} />
            <PlayBar value={measured(entry, by)} largest={longest} />
          </span>
        </li>
      ))}
    </ol>
  );
}

const ROW =
  'grid grid-cols-[22px_44px_minmax(0,1fr)_56px] items-center gap-2.5 two:grid-cols-[26px_44px_minmax(0,1fr)_84px] two:gap-3';
const ROW_WITH_CHANGE =
  'grid grid-cols-[22px_44px_minmax(0,1fr)_56px] items-center gap-2.5 two:grid-cols-[26px_44px_minmax(0,1fr)_44px_84px] two:gap-3';

const measured = (entry: RankedEntry | undefined, by: Measure): number =>
  (by === 'plays' ? entry?.plays : entry?.listenedMs) ?? 0;

interface FigureProps {
  entry: RankedEntry;
  by: Measure;
  counted: Range;
  format: ReaderFormat;
}

/** The figure leads to the plays that it counts. */
function Figure({ entry: { kind, id, name, plays, listenedMs }, by, counted, format }: FigureProps) {
  const { from, to } = counted;
  return (
    <a href={playsHref({ thing: { kind, id }, from, to })} className="leading-6 no-underline hover:underline">
      {by === 'plays' ? format.number(plays) : durationWords(listenedMs, format)}{' '}
      <span className="sr-only">
        {by === 'plays' ? (plays === 1 ? 'play ' : 'plays ') : ''}of {name}
      </span>
    </a>
  );
}

function senseOf(entry: RankedEntry, by: Measure, format: ReaderFormat): string {
  const figure = by === 'plays' ? durationWords(entry.listenedMs, format) : format.count(entry.plays, 'play');
  if (entry.kind === 'artist') return `${figure} · since ${format.dayKey(entry.firstPlayedAt).slice(0, 4)}`;
  return entry.artists.join(', ') || figure;
}
