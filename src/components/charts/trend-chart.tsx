import { scaleLinear } from 'd3-scale';
import type { ReactNode } from 'react';
import { isUnarchived } from '@/lib/shared/analytics/archived-time';
import type { Archived, TrendPoint, Trends } from '@/lib/shared/analytics/statistics';
import { capitalized } from '@/lib/shared/capitalized';
import { durationLabel } from '@/lib/shared/duration-labels';
import type { ReaderFormat } from '@/lib/shared/format';
import type { Entity } from '@/lib/shared/history/plays-filter';
import { HOUR, MINUTE } from '@/lib/shared/time';
import { ChartCursor } from './chart-cursor';
import type { TrendFigures } from './chart-figures';
import { ChartFrame } from './chart-frame';
import { bucketHref, bucketTitle } from './chart-marks';
import type { Figures } from './figure-table';
import { BEGINS_HERE, mayMiss } from './lack-label';
import type { TableLink } from './table-link';
import { bucketName, trendTicks } from './trend-labels';
import { TrendPicture } from './trend-picture';

/** In pixels. */
const HEIGHT = 176;
const VALUES = 52;
/** The hatching of a gap stands behind its bar: over the highest one there must be room for it. */
const HATCH_ROOM = 1.1;
/** The first day of a month must not fill the whole card. */
const LARGEST_BAR = 160;

interface TrendChartProps {
  trends: Trends;
  /** Whose plays are counted, where not all are. */
  entity?: Entity | undefined;
  format: ReaderFormat;
  tableLink?: TableLink | undefined;
  /** False where the plays are nobody else's to see: on a shared report. */
  isLinked?: boolean;
  /** The key of its marks. */
  children?: ReactNode;
}

/**
 * Listening over time: a bar for each stretch, a thin mark for the same stretch of the range before, hatching where plays
 * may be missing. Widths are shares of whatever width there is, so that nothing needs a script to fit.
 */
export function TrendChart(props: TrendChartProps) {
  const { trends, entity, format, tableLink, isLinked = true, children } = props;
  const { points, previous, unit, range } = trends;
  const before = previous.map((point) => (isUnarchived(point) ? null : point.listenedMs));
  const figures: TrendFigures = { kind: 'trend', unit, range, points, before, entity: entity ?? null };
  const largest = largestOf(points, previous);
  const gridValues = isMeasured(points, previous) ? roundValues(largest) : [];
  return (
    <ChartFrame
      label={trendSentence(figures, format)}
      caption={`Listening per ${unit}`}
      figures={() => trendTable(figures, previous, isLinked, format)}
      tableLink={tableLink}
    >
      <div
        className="grid grid-cols-[3.25rem_minmax(0,1fr)] pt-6 text-[0.6875rem] text-soft"
        style={{ maxWidth: VALUES + points.length * LARGEST_BAR }}
      >
        <ValueLabels values={gridValues} largest={largest} format={format} />
        <ChartCursor
          figures={figures}
          label={`${capitalized(unit)}s from left to right. Arrow keys move among them${isLinked ? ', Enter shows the plays' : ''}.`}
          locale={format.locale}
          isLinked={isLinked}
        >
          <TrendPicture
            points={points}
            previous={previous}
            largest={largest}
            gridValues={gridValues}
            height={HEIGHT}
          />
        </ChartCursor>
        <TimeLabels figures={figures} locale={format.locale} />
      </div>
      {children ? <div className="mt-3">{children}</div> : null}
    </ChartFrame>
  );
}

/** Without a bar there is nothing to measure: no axis. */
const isMeasured = (points: TrendPoint[], previous: TrendPoint[]): boolean =>
  [...points, ...previous].some(({ plays }) => plays > 0);

const largestOf = (points: TrendPoint[], previous: TrendPoint[]): number =>
  Math.max(
    ...points.map(({ archived, listenedMs }) => (archived === 'all' ? 1 : HATCH_ROOM) * listenedMs),
    ...previous.map(({ listenedMs }) => listenedMs),
    15 * MINUTE,
  );

function ValueLabels({
  values,
  largest,
  format,
}: {
  values: number[];
  largest: number;
  format: ReaderFormat;
}) {
  return (
    <div aria-hidden="true" className="relative mr-1.5 text-right leading-none whitespace-nowrap">
      {values.map((value) => (
        <span
          key={value}
          className="absolute right-0 translate-y-1/2"
          style={{ bottom: `${(value / largest) * 100}%` }}
        >
          {durationLabel(value, format)}
        </span>
      ))}
    </div>
  );
}

function TimeLabels({ figures: { points, unit }, locale }: { figures: TrendFigures; locale: string }) {
  return (
    <div aria-hidden="true" className="relative col-start-2 mt-1.5 h-4 text-xs leading-4 whitespace-nowrap">
      {trendTicks(points, unit, locale).map(({ index, text, isMinor }) => (
        <span
          key={index}
          className={`absolute -translate-x-1/2 ${isMinor ? 'hidden two:inline' : ''}`}
          style={{ left: `${((index + 0.5) / points.length) * 100}%` }}
        >
          {text}
        </span>
      ))}
    </div>
  );
}

/** Two or three round values, in hours or in minutes. */
function roundValues(largest: number): number[] {
  const unit = largest >= 2 * HOUR ? HOUR : MINUTE;
  return scaleLinear([0, largest / unit], [0, 1])
    .ticks(3)
    .filter((value) => value > 0 && Number.isInteger(value))
    .map((value) => value * unit);
}

function trendSentence({ points, unit }: TrendFigures, format: ReaderFormat): string {
  const most = points.reduce<TrendPoint | null>(
    (best, p) => (!best || p.listenedMs > best.listenedMs ? p : best),
    null,
  );
  const gaps = points.filter(mayMiss).length;
  const unarchived = points.filter(isUnarchived).length;
  if (!most || most.plays === 0)
    return `Listening over time: ${unarchived === points.length ? 'these days were not archived' : 'no plays are archived'}.`;
  const missing =
    (gaps > 0 ? ` In ${format.number(gaps)} of them plays may be missing.` : '') +
    (unarchived > 0 ? ` ${format.number(unarchived)} of them were not archived.` : '');
  const title = bucketTitle({ ...most, archived: 'all' }, unit, format);
  return `Listening per ${unit}, ${format.count(points.length, unit)}. The most was ${title}.${missing}`;
}

function trendTable(
  figures: TrendFigures,
  previous: TrendPoint[],
  isLinked: boolean,
  format: ReaderFormat,
): Figures {
  const { points, unit } = figures;
  const compared = previous.length > 0;
  const isComplete = points.every((p) => p.archived === 'all');
  return {
    columns: [
      capitalized(unit),
      'Time',
      'Plays',
      ...(compared ? ['Time before'] : []),
      ...(isComplete ? [] : ['Archived']),
    ],
    rows: points.map((point, index) => ({
      key: point.start,
      href: isLinked ? bucketHref(point, figures) : null,
      cells: [
        bucketName(point.start, unit, format.locale),
        timeIn(point, format),
        isUnarchived(point) ? ARCHIVED_LABELS.none : format.number(point.plays),
        ...(compared ? [timeIn(previous[index], format)] : []),
        ...(isComplete ? [] : [point.hasBeginning ? BEGINS_HERE : ARCHIVED_LABELS[point.archived]]),
      ],
    })),
  };
}

/** Empty where the range before is shorter. */
function timeIn(point: TrendPoint | undefined, format: ReaderFormat): string {
  if (!point) return '';
  return isUnarchived(point) ? ARCHIVED_LABELS.none : durationLabel(point.listenedMs, format);
}

const ARCHIVED_LABELS: Record<Archived, string> = {
  all: 'all',
  part: 'plays may be missing',
  none: 'not archived',
};
