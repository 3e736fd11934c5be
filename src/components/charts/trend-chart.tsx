import { AxisLeft } from '@visx/axis';
import { Group } from '@visx/group';
import { scaleBand, scaleLinear } from '@visx/scale';
import { Bar } from '@visx/shape';
import type { ReactNode } from 'react';
import { playsHref } from '@/components/shell/page-links';
import { durationWords } from '@/components/ui/duration-labels';
import type { TrendPoint, Trends } from '@/lib/shared/analytics/statistics';
import type { ReaderFormat } from '@/lib/shared/format';
import type { Thing } from '@/lib/shared/history/plays-filter';
import { HOUR, MINUTE } from '@/lib/shared/time';
import { ChartFrame, type ChartTable } from './chart-frame';
import { HatchPattern } from './hatch-pattern';
import { bucketName, bucketPlays, type Tick, trendTicks } from './trend-labels';

const PLOT = 176;
const TOP = 10;
const LABELS = 24;
const HEIGHT = TOP + PLOT + LABELS;
// Room for "1 h 40 min", together with the edge of the card.
const AXIS_WIDTH = 52;

interface TrendChartProps {
  /** Unique on the page. */
  id: string;
  trends: Trends;
  /** Whose plays are counted, where not all are. */
  thing?: Thing | undefined;
  /** False where the plays behind the bars are nobody else's to see: on a shared report. */
  isLinked?: boolean;
  format: ReaderFormat;
}

/**
 * Listening over time: a bar for each stretch, a thin mark for the same stretch of the range before, hatching where plays
 * may be missing. Widths are shares of whatever width there is, so that nothing needs a script to fit.
 */
export function TrendChart({ id, trends, thing, isLinked = true, format }: TrendChartProps) {
  const { points, unit } = trends;
  const previous = trends.previous.slice(0, points.length);
  const largest = Math.max(...[...points, ...previous].map((p) => p.listenedMs), 15 * MINUTE);
  const y = scaleLinear({ domain: [0, largest], range: [PLOT, 0] });
  const x = scaleBand({ domain: points.map((p) => p.start), range: [0, 100], paddingInner: 0.16 });
  const ticks = gridValues(largest);
  const hrefOf = (point: TrendPoint) => (isLinked ? bucketHref(point, trends, thing) : null);
  return (
    <ChartFrame label={trendSentence(trends, format)} table={trendTable(trends, hrefOf, format)}>
      <div className="grid grid-cols-[52px_minmax(0,1fr)]" aria-hidden="true">
        <ValueAxis y={y} ticks={ticks} format={format} />
        <svg aria-hidden="true" width="100%" height={HEIGHT} className="block overflow-visible">
          <HatchPattern id={`${id}-hatch`} />
          <Group top={TOP}>
            {ticks.map((value) => (
              <line key={value} x1="0" x2="100%" y1={y(value)} y2={y(value)} className="stroke-line" />
            ))}
            {points.map((point, index) => (
              <Bucket
                key={point.start}
                left={x(point.start) ?? 0}
                width={x.bandwidth()}
                point={point}
                top={y(point.listenedMs)}
                before={previous[index] ? y(previous[index].listenedMs) : null}
                href={hrefOf(point)}
                title={bucketTitle(point, trends, format)}
                hatch={`url(#${id}-hatch)`}
              />
            ))}
            {trendTicks(points, unit, format.locale).map((tick) => (
              <TimeLabel key={tick.index} tick={tick} left={middleOf(x, points[tick.index])} />
            ))}
          </Group>
        </svg>
      </div>
    </ChartFrame>
  );
}

const bucketHref = ({ start }: TrendPoint, { unit, range }: Trends, thing: Thing | undefined): string =>
  playsHref({ ...bucketPlays(start, unit, range), thing: thing ?? null });

type Bands = ReturnType<typeof scaleBand<string>>;

const middleOf = (x: Bands, point: TrendPoint | undefined): number =>
  (x(point?.start ?? '') ?? 0) + x.bandwidth() / 2;

interface BucketProps {
  left: number;
  width: number;
  point: TrendPoint;
  top: number;
  before: number | null;
  href: string | null;
  title: string;
  hatch: string;
}

/** One stretch of time; all of its height is the link, because a low bar would be hard to hit. */
function Bucket({ left, width, point, top, before, href, title, hatch }: BucketProps) {
  const place = { x: `${left}%`, width: `${width}%` };
  const height = PLOT - top;
  return (
    <Place href={href}>
      <title>{title}</title>
      <Bar
        {...place}
        y={0}
        height={PLOT}
        fill={point.hasGap ? hatch : 'transparent'}
        data-gap={point.hasGap || undefined}
      />
      {height > 0 ? (
        <Bar
          {...place}
          y={top}
          height={Math.max(height, 1)}
          rx={2}
          className="fill-q3 group-hover/bar:fill-q4"
        />
      ) : null}
      {before === null || before >= PLOT ? null : (
        <Bar {...place} y={before - 1} height={2} className="fill-ink opacity-55" />
      )}
    </Place>
  );
}

function Place({ href, children }: { href: string | null; children: ReactNode }) {
  if (href === null) return <g>{children}</g>;
  return (
    <a href={href} tabIndex={-1} className="group/bar">
      {children}
    </a>
  );
}

function ValueAxis({
  y,
  ticks,
  format,
}: {
  y: ReturnType<typeof scaleLinear<number>>;
  ticks: number[];
  format: ReaderFormat;
}): ReactNode {
  return (
    <svg aria-hidden="true" width={AXIS_WIDTH} height={HEIGHT} className="block overflow-visible">
      <AxisLeft
        scale={y}
        top={TOP}
        left={AXIS_WIDTH}
        hideAxisLine
        hideTicks
        tickValues={ticks}
        tickFormat={(value) => durationWords(Number(value), format)}
        tickComponent={({ x: _, y: top, formattedValue }) => (
          <text x={-6} y={top} dy="0.32em" textAnchor="end" className="fill-soft text-[11px]">
            {formattedValue}
          </text>
        )}
      />
    </svg>
  );
}

function TimeLabel({ tick, left }: { tick: Tick; left: number }) {
  return (
    <text
      x={`${left}%`}
      y={PLOT + 18}
      textAnchor="middle"
      className={`fill-soft text-[12px] ${tick.isMinor ? 'hidden two:inline' : ''}`}
    >
      {tick.text}
    </text>
  );
}

/** Two or three round values, in hours or in minutes. */
function gridValues(largest: number): number[] {
  const unit = largest >= 2 * HOUR ? HOUR : MINUTE;
  const scale = scaleLinear({ domain: [0, largest / unit] });
  return scale
    .ticks(3)
    .filter((value) => value > 0 && Number.isInteger(value))
    .map((value) => value * unit);
}

function bucketTitle(point: TrendPoint, { unit }: Trends, format: ReaderFormat): string {
  const name = bucketName(point.start, unit, format.locale);
  const gap = point.hasGap ? ' · plays may be missing' : '';
  return `${name}: ${durationWords(point.listenedMs, format)}, ${format.count(point.plays, 'play')}${gap}`;
}

function trendSentence({ points, unit }: Trends, format: ReaderFormat): string {
  const most = points.reduce<TrendPoint | null>(
    (best, p) => (!best || p.listenedMs > best.listenedMs ? p : best),
    null,
  );
  if (!most || most.plays === 0) return 'Listening over time: nothing was played in these days.';
  const gaps = points.filter((p) => p.hasGap).length;
  const missing = gaps > 0 ? ` In ${format.number(gaps)} of them plays may be missing.` : '';
  return `Listening per ${unit}, ${format.count(points.length, unit)}. The most was ${bucketTitle(
    { ...most, hasGap: false },
    { unit, points, previous: [], range: { preset: null, from: null, to: null } },
    format,
  )}.${missing}`;
}

function trendTable(
  trends: Trends,
  hrefOf: (point: TrendPoint) => string | null,
  format: ReaderFormat,
): ChartTable {
  const { points, previous, unit } = trends;
  const compared = previous.length > 0;
  const hasGaps = points.some((p) => p.hasGap);
  const name = unit.charAt(0).toUpperCase() + unit.slice(1);
  return {
    caption: `Listening per ${unit}`,
    columns: [name, 'Time', 'Plays', ...(compared ? ['Time before'] : []), ...(hasGaps ? ['Kept'] : [])],
    rows: points.map((point, index) => ({
      key: point.start,
      href: hrefOf(point),
      cells: [
        bucketName(point.start, unit, format.locale),
        durationWords(point.listenedMs, format),
        format.number(point.plays),
        ...(compared ? [durationWords(previous[index]?.listenedMs ?? 0, format)] : []),
        ...(hasGaps ? [point.hasGap ? 'plays may be missing' : 'all'] : []),
      ],
    })),
  };
}
