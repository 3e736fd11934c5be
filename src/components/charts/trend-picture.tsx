import { scaleBand, scaleLinear } from 'd3-scale';
import { useId } from 'react';
import type { TrendPoint } from '@/lib/shared/analytics/statistics';
import { type Box, boxesPath, strokesPath } from './chart-paths';
import { HatchPattern } from './hatch-pattern';
import { beforeClass } from './trend-labels';

/** The space between two bars, as a share of their distance. */
const SPACE = 0.16;

interface TrendPictureProps {
  points: TrendPoint[];
  /** The same stretches of the range before; as many as there are points, or fewer. */
  previous: TrendPoint[];
  /** The listening time at the top of the picture, in milliseconds. */
  largest: number;
  /** Where the grid has lines, in milliseconds. */
  gridValues: number[];
  /** In pixels; the width is whatever there is. */
  height: number;
}

/** Listening over time: a path for all bars, paler for unfinished ones, one for the range before, and hatching where plays may be missing. */
export function TrendPicture({ points, previous, largest, gridValues, height }: TrendPictureProps) {
  const id = useId();
  const columns = points.length;
  const y = scaleLinear([0, largest], [height, 0]);
  const x = scaleBand([...points.keys()], [0, columns])
    .paddingInner(SPACE)
    .paddingOuter(SPACE / 2);
  const at = (index: number) => ({ x: x(index) ?? 0, width: x.bandwidth() });
  const before = previous.flatMap(({ listenedMs }, index) =>
    listenedMs > 0 ? [{ ...at(index), y: y(listenedMs) }] : [],
  );
  const lacking = points.flatMap(({ archived }, index) =>
    archived === 'all' ? [] : [{ ...at(index), y: 0, height: 1 }],
  );
  const bars = barsOf(points, (ms) => y(ms), at, height);
  return (
    <svg aria-hidden="true" width="100%" height={height} className="block overflow-visible">
      {lacking.length > 0 ? <Hatching id={id} boxes={lacking} columns={columns} /> : null}
      <svg
        aria-hidden="true"
        viewBox={`0 0 ${columns} ${height}`}
        preserveAspectRatio="none"
        className="overflow-visible"
      >
        <path
          d={strokesPath(gridValues.map((value) => ({ x: 0, y: y(value), width: columns })))}
          className="stroke-line"
        />
        <path d={boxesPath(bars.whole)} className="fill-q3" />
        {bars.partial.length > 0 ? (
          <path d={boxesPath(bars.partial)} className="fill-q3 opacity-50" data-partial />
        ) : null}
        {before.length > 0 ? <MarksBefore marks={before} columns={columns} /> : null}
      </svg>
    </svg>
  );
}

type Stroke = Parameters<typeof strokesPath>[0][number];

const MarksBefore = ({ marks, columns }: { marks: Stroke[]; columns: number }) => (
  <path d={strokesPath(marks)} className={`stroke-ink opacity-55 ${beforeClass(columns)}`} strokeWidth="2" />
);

/** A bar is at least one pixel high, so that every play is visible; those of unfinished stretches are apart. */
function barsOf(
  points: TrendPoint[],
  y: (ms: number) => number,
  at: (index: number) => Pick<Box, 'x' | 'width'>,
  height: number,
): { whole: Box[]; partial: Box[] } {
  const boxes: { whole: Box[]; partial: Box[] } = { whole: [], partial: [] };
  for (const [index, { listenedMs, isPartial }] of points.entries()) {
    if (listenedMs <= 0) continue;
    const top = Math.min(y(listenedMs), height - 1);
    boxes[isPartial ? 'partial' : 'whole'].push({ ...at(index), y: top, height: height - top });
  }
  return boxes;
}

/** Clipped from one hatched rectangle: inside the stretched picture the hatching would be stretched too. */
function Hatching({ id, boxes, columns }: { id: string; boxes: Box[]; columns: number }) {
  return (
    <>
      <HatchPattern id={`${id}hatch`} />
      <clipPath id={`${id}gaps`} clipPathUnits="objectBoundingBox">
        <path d={boxesPath(boxes)} transform={`scale(${1 / columns} 1)`} data-gap />
      </clipPath>
      <rect width="100%" height="100%" fill={`url(#${id}hatch)`} clipPath={`url(#${id}gaps)`} />
    </>
  );
}
