import { playsHref, topHref } from '@/components/shell/page-links';
import { Card } from '@/components/ui/card';
import { ChangeMark } from '@/components/ui/change-mark';
import { PageLink } from '@/components/ui/page-link';
import type { RangePair } from '@/lib/shared/analytics/look-back-schema';
import { durationLabel } from '@/lib/shared/duration-labels';
import type { ReaderFormat } from '@/lib/shared/format';
import { comparedNotes } from './compared-notes';

type ComparedSide = RangePair['a'];

interface Row {
  name: string;
  change: number | null;
  cellOf: (side: ComparedSide) => { text: string; href: string | null };
}

interface ComparedTotalsProps {
  pair: RangePair;
  /** Names of the ranges. */
  names: [a: string, b: string];
  /** The listener's, YYYY-MM-DD. */
  today: string;
  format: ReaderFormat;
}

/** The totals of both ranges, each leading to what it counts; of one that was never archived only a sentence says so. */
export function ComparedTotals({ pair, names, today, format }: ComparedTotalsProps) {
  const notes = comparedNotes(pair, today, format).join(' ');
  const sides = [pair.a, pair.b].flatMap((side, index) =>
    side.archivedDays > 0 ? [{ side, name: names[index] ?? '', key: index === 0 ? 'a' : 'b' }] : [],
  );
  if (sides.length === 0)
    return (
      <Card id="totals" title="In all">
        <p>{notes}</p>
      </Card>
    );
  return (
    <Card id="totals" title="In all" note={notes}>
      <TotalsTable rows={rowsOf(pair, format)} sides={sides} format={format} />
    </Card>
  );
}

interface TotalsTableProps {
  rows: Row[];
  /** Those of which something is archived: without it there is no figure. */
  sides: { side: ComparedSide; name: string; key: string }[];
  format: ReaderFormat;
}

function TotalsTable({ rows, sides, format }: TotalsTableProps) {
  const isCompared = sides.length > 1;
  return (
    // In large text on a phone its figures are wider than the screen.
    <div className="max-[15rem]:overflow-x-auto">
      <table
        className={`w-full ${isCompared ? '' : 'two:max-w-md'} border-collapse two:table-fixed [&_td]:py-2 [&_td]:text-right [&_tr]:border-t [&_tr]:border-line`}
      >
        <caption className="sr-only">{isCompared ? 'Totals of both ranges' : 'Totals'}</caption>
        <thead>
          <tr className="border-0! text-[0.8125rem] text-soft [&_th]:pb-2 [&_th]:font-medium">
            <th scope="col" className="text-left">
              <span className="sr-only">What</span>
            </th>
            {sides.map(({ name, key }) => (
              <th key={key} scope="col" className="pl-3 text-right first-letter:uppercase">
                {name}
              </th>
            ))}
            {isCompared ? (
              <th scope="col" className="hidden pl-3 text-right two:table-cell">
                Change
              </th>
            ) : null}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <TotalsRow key={row.name} row={row} sides={sides} format={format} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function TotalsRow({ row, sides, format }: Omit<TotalsTableProps, 'rows'> & { row: Row }) {
  const { name, change, cellOf } = row;
  return (
    <tr>
      <th scope="row" className="py-2 text-left font-normal text-soft">
        {name}
      </th>
      {sides.map(({ side, key }, index) => (
        <td key={key} className="pl-3 font-[550]">
          <Figure {...cellOf(side)} />
          {/* A column of its own does not fit on a phone. */}
          {index === 0 && change !== null ? (
            <span className="block text-[0.8125rem] two:hidden">
              <ChangeMark change={change} format={format} />
            </span>
          ) : null}
        </td>
      ))}
      {sides.length > 1 ? (
        <td className="hidden pl-3 two:table-cell">
          {change === null ? (
            <span className="text-soft">–</span>
          ) : (
            <ChangeMark change={change} format={format} />
          )}
        </td>
      ) : null}
    </tr>
  );
}

function Figure({ text, href }: ReturnType<Row['cellOf']>) {
  if (href === null) return text;
  return (
    <PageLink href={href} className="inline-block min-w-6 leading-6 no-underline hover:underline">
      {text}
    </PageLink>
  );
}

const NO_FIGURE = { text: '–', href: null };

function rowsOf({ a, b, change }: RangePair, format: ReaderFormat): Row[] {
  return [
    {
      name: 'Listening',
      change: change.listenedMs,
      cellOf: ({ totals }) => ({ text: durationLabel(totals.listenedMs, format), href: null }),
    },
    {
      name: 'Listening a day',
      change: growth(a.perDay?.listenedMs, b.perDay?.listenedMs),
      cellOf: ({ perDay }) =>
        perDay ? { text: durationLabel(perDay.listenedMs, format), href: null } : NO_FIGURE,
    },
    {
      name: 'Plays',
      change: change.plays,
      cellOf: ({ totals, counted }) => ({
        text: format.number(totals.plays),
        href: isCut(counted) ? null : playsHref({ from: counted.from, to: counted.to }),
      }),
    },
    {
      name: 'Plays a day',
      change: growth(a.perDay?.plays, b.perDay?.plays),
      cellOf: ({ perDay }) =>
        perDay ? { text: format.number(Math.round(10 * perDay.plays) / 10), href: null } : NO_FIGURE,
    },
    countedRow('Artists', 'artist', change, format),
    countedRow('Tracks', 'track', change, format),
    countedRow('Albums', 'album', change, format),
  ];
}

const countedRow = (
  name: string,
  kind: 'artist' | 'track' | 'album',
  change: RangePair['change'],
  format: ReaderFormat,
): Row => ({
  name,
  change: change[`${kind}s`],
  cellOf: ({ totals, range, counted }) => ({
    text: format.number(totals[`${kind}s`]),
    href: isCut(counted) ? null : topHref(kind, range),
  }),
});

/** By how much the first is more than the second, as a share of that; null where either is unknown, or the second nothing. */
const growth = (one: number | undefined, other: number | undefined): number | null =>
  one !== undefined && other ? one / other - 1 : null;

/** No page shows a part of a day, so that a figure of one leads nowhere. */
const isCut = ({ until }: ComparedSide['counted']): boolean => until !== null;
