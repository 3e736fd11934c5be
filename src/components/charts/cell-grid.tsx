import { densityColour } from './density';
import { HatchPattern } from './hatch-pattern';

/** From cell to cell, in units of the picture, with the space between two. */
const STEP = 20;
const CORNER = 3;
/** One grid of a page at most has gaps. */
const HATCH = 'cells-hatch';

export interface GridCell {
  /** From 0, as the cell stands in the picture. */
  column: number;
  row: number;
  plays: number;
  /** What the pointer is told. */
  title: string;
  /** The plays behind it; null where there are none. */
  href: string | null;
  hasGap?: boolean;
}

interface CellGridProps {
  /** In reading order: column after column when `byColumn`, else row after row, without holes but at the beginning. */
  cells: GridCell[];
  columns: number;
  rows: number;
  byColumn?: boolean;
  /** The plays from which on a cell is darkest. */
  largest: number;
}

/**
 * Cells that are darker for more plays. All cells of one shade are one shape, and links lie above them: a year of days
 * would otherwise weigh more than the rest of its page.
 */
export function CellGrid({ cells, columns, rows, byColumn = false, largest }: CellGridProps) {
  const gaps = cells.filter((cell) => cell.hasGap);
  return (
    <div className="relative" aria-hidden="true">
      <svg aria-hidden="true" viewBox={`0 0 ${columns * STEP} ${rows * STEP}`} className="block w-full">
        {[...byShade(cells, largest)].map(([shade, path]) => (
          <path key={shade} d={path} className={shade} {...ROUND} stroke="currentColor" fill="currentColor" />
        ))}
        {gaps.length > 0 ? (
          <>
            <HatchPattern id={HATCH} size={6} />
            <path
              d={shapeOf(gaps)}
              {...ROUND}
              stroke={`url(#${HATCH})`}
              fill={`url(#${HATCH})`}
              data-gap={gaps.length}
            />
          </>
        ) : null}
      </svg>
      {/* Nothing of it is seen: far out of sight the browser need not lay it out. */}
      <div
        className="absolute inset-0 grid text-[0px] [content-visibility:auto] select-none [&>a:hover]:bg-card/35"
        style={{
          gridTemplate: `repeat(${rows}, 1fr) / repeat(${columns}, 1fr)`,
          gridAutoFlow: byColumn ? 'column' : 'row',
        }}
      >
        <Lead first={cells[0]} byColumn={byColumn} />
        {cells.map((cell) => (
          <Target key={`${cell.column}-${cell.row}`} cell={cell} />
        ))}
      </div>
    </div>
  );
}

/** Of each shade the shape of all its cells. */
function byShade(cells: GridCell[], largest: number): Map<string, string> {
  const shades = new Map<string, GridCell[]>();
  for (const cell of cells) {
    const shade = densityColour(cell.plays, largest);
    const same = shades.get(shade);
    if (same) same.push(cell);
    else shades.set(shade, [cell]);
  }
  return new Map([...shades].map(([shade, same]) => [shade, shapeOf(same)]));
}

// A thick outline rounds the corners in fewer words than arcs would.
const ROUND = { strokeWidth: 2 * CORNER, strokeLinejoin: 'round' } as const;
const SIDE = STEP - 2 - 2 * CORNER;

const shapeOf = (cells: GridCell[]): string =>
  cells.map(({ column, row }) => `M${inset(column)} ${inset(row)}h${SIDE}v${SIDE}h-${SIDE}z`).join('');

const inset = (index: number): number => index * STEP + 1 + CORNER;

/** The empty place before the first cell, in its column or row: all others follow one another. */
function Lead({ first, byColumn }: { first: GridCell | undefined; byColumn: boolean }) {
  const places = (byColumn ? first?.row : first?.column) ?? 0;
  if (places === 0) return null;
  return <span style={{ [byColumn ? 'gridRowEnd' : 'gridColumnEnd']: `span ${places}` }} />;
}

/** What the pointer meets. */
function Target({ cell: { plays, title, href } }: { cell: GridCell }) {
  if (!href) return <span title={title} />;
  return (
    <a href={href} tabIndex={-1} title={title}>
      {plays}
    </a>
  );
}
