import { useId } from 'react';
import { isUnarchived } from '@/lib/shared/analytics/archived-time';
import type { Archived } from '@/lib/shared/analytics/statistics';
import { boxesPath } from './chart-paths';
import { densityScale } from './density';
import { HatchPattern } from './hatch-pattern';

/** The distance of two cells, in units of the picture. */
const STEP = 20;
const CORNER = 3;
const SIDE = STEP - 2 - 2 * CORNER;
// A thick outline rounds the corners in fewer bytes than arcs would.
const ROUND = { strokeWidth: 2 * CORNER, strokeLinejoin: 'round' } as const;
const SHADES = ['text-q0', 'text-q1', 'text-q2', 'text-q3', 'text-q4', 'text-q5'];

interface Cell {
  /** From 0. */
  column: number;
  row: number;
  plays: number;
  /** All of it, unless said otherwise. */
  archived?: Archived;
}

interface CellPictureProps {
  cells: Cell[];
  columns: number;
  rows: number;
  /** The number of plays from which on a cell is darkest. */
  largest: number;
  className?: string;
}

/** Cells that are darker for more plays: one path for each shade, and one for the hatching where the archive is not complete. */
export function CellPicture({ cells, columns, rows, largest, className }: CellPictureProps) {
  const gaps = cells.filter(({ archived = 'all' }) => archived !== 'all');
  const stepOf = densityScale(largest);
  const shades: Cell[][] = SHADES.map(() => []);
  // What was never archived is not a day without music: it has no shade.
  for (const cell of cells)
    if (!isUnarchived({ archived: 'all', ...cell })) shades[stepOf(cell.plays)]?.push(cell);
  return (
    <svg
      aria-hidden="true"
      viewBox={`0 0 ${columns * STEP} ${rows * STEP}`}
      preserveAspectRatio="none"
      className={className}
    >
      {shades.map((same, step) =>
        same.length > 0 ? (
          <path
            key={SHADES[step]}
            d={cellsPath(same)}
            className={SHADES[step]}
            {...ROUND}
            stroke="currentColor"
            fill="currentColor"
          />
        ) : null,
      )}
      {gaps.length > 0 ? <Hatching cells={gaps} isFine={columns <= MOST_FINE_COLUMNS} /> : null}
    </svg>
  );
}

/** Of more columns a phone has too few pixels for lines within a cell: there each cell has one, or they would be a plain shade. */
const MOST_FINE_COLUMNS = 30;

function Hatching({ cells, isFine }: { cells: Cell[]; isFine: boolean }) {
  const id = useId();
  const [coarse, shape] = [`${id}coarse`, `${id}shape`];
  const path = { ...ROUND, d: cellsPath(cells), 'data-gap': true };
  return (
    <>
      <HatchPattern id={id} size={6} />
      {isFine ? (
        <path {...path} {...filledBy(id)} />
      ) : (
        <>
          <HatchPattern id={coarse} size={STEP / Math.SQRT2} />
          <g className="hidden two:inline" {...filledBy(id)}>
            <path id={shape} {...path} />
          </g>
          <use href={`#${shape}`} className="two:hidden" {...filledBy(coarse)} />
        </>
      )}
    </>
  );
}

const filledBy = (pattern: string) => ({ fill: `url(#${pattern})`, stroke: `url(#${pattern})` });

const cellsPath = (cells: Cell[]): string =>
  boxesPath(cells.map(({ column, row }) => ({ x: inset(column), y: inset(row), width: SIDE, height: SIDE })));

const inset = (index: number): number => index * STEP + 1 + CORNER;
