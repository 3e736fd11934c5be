import { PageLink } from '@/components/ui/page-link';

export interface Figures {
  columns: string[];
  /** The first cell of a row names it. */
  rows: { key: string; href?: string | null; cells: FigureCell[] }[];
}

/** A figure; with a link to its plays where the row has no link. */
export type FigureCell = string | { text: string; href: string | null };

// On the table, not on each cell: a year of days has 400 cells.
const TABLE =
  'w-full border-collapse leading-6 [&_tbody_th]:px-2 [&_tbody_th]:py-1 [&_tbody_th]:text-left [&_tbody_th]:font-normal two:[&_tbody_th]:px-3 [&_tbody_tr]:border-t [&_tbody_tr]:border-line [&_td]:px-2 [&_td]:py-1 [&_td]:text-right two:[&_td]:px-3 [&_a]:inline-block [&_a]:min-w-6';

/** The figures of a chart, each with the link of its mark. */
export function FigureTable({ caption, figures: { columns, rows } }: { caption: string; figures: Figures }) {
  const isLinked = rows.some(({ href, cells }) => href || cells.some(hasLink));
  // Without links inside, the region itself takes the focus, so that a keyboard can scroll it.
  const region = isLinked ? {} : { role: 'region', 'aria-label': `${caption}, as a table`, tabIndex: 0 };
  return (
    <div
      {...region}
      className={`mt-2 overflow-auto rounded-lg border border-line text-[0.8125rem] ${isLinked ? 'max-h-80' : ''}`}
    >
      <table className={TABLE}>
        <caption className="sr-only">{caption}</caption>
        <Columns columns={columns} />
        <tbody>
          {rows.map(({ key, href, cells: [first = '', ...others] }) => (
            <tr key={key}>
              <th scope="row">
                <Figure cell={href ? { text: textOf(first), href } : first} />
              </th>
              {others.map((cell, index) => (
                <td key={columns[index + 1]}>
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

const Columns = ({ columns }: Pick<Figures, 'columns'>) => (
  <thead>
    <tr className="sticky top-0 bg-card text-left text-soft">
      {columns.map((column, index) => (
        <th
          key={column}
          scope="col"
          className={`px-2 py-2 font-medium two:px-3 ${index === 0 ? '' : 'text-right'}`}
        >
          {column}
        </th>
      ))}
    </tr>
  </thead>
);

const Figure = ({ cell }: { cell: FigureCell }) =>
  typeof cell === 'string' || !cell.href ? textOf(cell) : <PageLink href={cell.href}>{cell.text}</PageLink>;

const hasLink = (cell: FigureCell): boolean => typeof cell === 'object' && cell.href !== null;

const textOf = (cell: FigureCell): string => (typeof cell === 'string' ? cell : cell.text);
