import type { ReactNode } from 'react';

interface ChartFrameProps {
  /** What the picture shows, as one sentence, for those who do not see it. */
  label: string;
  /** The picture; hidden from screen readers, which get the sentence and the table. */
  children: ReactNode;
  table: ChartTable;
}

export interface ChartTable {
  caption: string;
  columns: string[];
  rows: { key: string; href?: string | null; cells: ChartCell[] }[];
}

/** A figure; with the plays behind it where the row as a whole has none. */
export type ChartCell = string | { text: string; href: string };

/** A chart and, folded behind it, the same figures as a table with the same links. */
export function ChartFrame({ label, children, table }: ChartFrameProps) {
  return (
    <figure aria-label={label} className="min-w-0">
      {children}
      <details className="mt-3 text-[13px]">
        <summary className="w-fit cursor-pointer text-soft underline decoration-edge underline-offset-3 hover:text-ink">
          As a table<span className="sr-only">: {table.caption}</span>
        </summary>
        <FigureTable table={table} />
      </details>
    </figure>
  );
}

// Said once for all cells: a year of days has a thousand of them.
const TABLE =
  'w-full border-collapse [&_tbody_th]:px-2 [&_tbody_th]:py-1.5 [&_tbody_th]:text-left [&_tbody_th]:font-normal two:[&_tbody_th]:px-3 [&_tbody_tr]:border-t [&_tbody_tr]:border-line [&_td]:px-2 [&_td]:py-1.5 [&_td]:text-right two:[&_td]:px-3';

function FigureTable({ table }: { table: ChartTable }) {
  // Only what holds links can be scrolled with the keyboard alone.
  const linked = table.rows.some(({ href, cells }) => href || cells.some((cell) => typeof cell === 'object'));
  return (
    <div className={`mt-2 overflow-auto rounded-lg border border-line ${linked ? 'max-h-80' : ''}`}>
      <table className={TABLE}>
        <caption className="sr-only">{table.caption}</caption>
        <thead>
          <tr className="sticky top-0 bg-card text-left text-soft">
            {table.columns.map((column, index) => (
              <th key={column} scope="col" className={`px-2 py-2 font-medium two:px-3 ${alignment(index)}`}>
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.map(({ key, href, cells: [first = '', ...others] }) => (
            <tr key={key}>
              <th scope="row">
                <Figure cell={href ? { text: textOf(first), href } : first} />
              </th>
              {others.map((cell, index) => (
                <td key={table.columns[index + 1]}>
                  <Figure cell={cell} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const Figure = ({ cell }: { cell: ChartCell }) =>
  typeof cell === 'string' ? cell : <a href={cell.href}>{cell.text}</a>;

const textOf = (cell: ChartCell): string => (typeof cell === 'string' ? cell : cell.text);

const alignment = (column: number): string => (column === 0 ? '' : 'text-right');
