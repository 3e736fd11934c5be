// Fifty rows are sent as data, not once as HTML and once more as all the elements that it is made of.
'use client';

import { EntityLink } from '@/components/catalogue/entity-link';
import { PlayBar } from '@/components/charts/play-bar';
import { RankChange, type RankedBefore } from '@/components/ui/change-mark';
import { CoverArt } from '@/components/ui/cover-art';
import { Named, wordsOf } from '@/components/ui/named';
import { PageLink } from '@/components/ui/page-link';
import type { Measure } from '@/lib/shared/analytics/range';
import { SEPARATOR } from '@/lib/shared/format';
import type { NamedText } from '@/lib/shared/named-text';
import { RankedHeads } from './ranked-heads';

/** A row as it is shown, in texts that are formatted already. */
export interface RankedRow {
  key: string | number;
  /** Empty in a list that is in another order. */
  rank: string;
  imageUrl: string | null;
  name: string;
  /** Where the name leads; null: nowhere. */
  href: string | null;
  /** One line about it, under the name; names alone or after words are a plain string. */
  detail: string | NamedText;
  /** Places won against the range before, negative for places lost; or that it is new or back. */
  change?: RankedBefore;
  figure: string;
  /** What a screen reader adds to the figure. */
  figureNote: string;
  /** The plays that the figure counts; null where nobody else may see them. */
  figureHref: string | null;
  /** What the bar under the figure is as long as. */
  value: number;
  /** What the list is not ranked by: a column of its own under heads. */
  other?: string;
  /** What follows it on narrow screens, where the head of its column is missing. */
  otherUnit?: string;
}

interface RankedRowsProps {
  rows: RankedRow[];
  /** The value of the longest bar; that of the first row unless given. */
  largest?: number;
  /** Whether rows say how many places they won. */
  isCompared?: boolean;
  /** Heads over the columns on wide screens, which lead to the other order. */
  heads?: RankedHeads;
}

/** Rank, art, name with one line about it, places won or lost, figure with a thin bar. */
export function RankedRows({
  rows,
  largest = rows[0]?.value ?? 0,
  isCompared = false,
  heads,
}: RankedRowsProps) {
  // Bars that are all full compare nothing.
  const hasBars = rows.length === 1 || rows.some(({ value }) => value !== largest);
  return (
    <>
      {heads ? <RankedHeads {...heads} isCompared={isCompared} /> : null}
      <ol
        className={`${rows.length > FEW ? 'grow' : ''} ${ROWS} ${gridOf(rows, isCompared, heads !== undefined)}`}
      >
        {rows.map((row) => (
          <li key={row.key}>
            {row.rank ? <span className="text-right text-soft">{row.rank}</span> : null}
            <CoverArt imageUrl={row.imageUrl} name={row.name} />
            <span className="grid min-w-0 leading-[1.35]">
              <EntityLink href={row.href} name={row.name} />
              <bdi
                className={`${typeof row.detail === 'string' ? wordsOf(row.detail) : ''}line-clamp-2 text-left text-[0.8125rem] text-soft wrap-anywhere two:line-clamp-1`}
              >
                {row.other ? (
                  <span className="wide:hidden">{`${row.other}${row.otherUnit ?? ''}${SEPARATOR}`}</span>
                ) : null}
                {typeof row.detail === 'string' ? row.detail : <Named text={row.detail} />}
              </bdi>
            </span>
            {isCompared ? <RankChange change={row.change ?? 'back'} /> : null}
            <Figures row={row} largest={hasBars ? largest : null} by={heads?.by} />
          </li>
        ))}
      </ol>
    </>
  );
}

/** In a card that is stretched to the one beside it the rows share what is left, but so few would stand far apart. */
const FEW = 4;

// On the list, not on each row. With large type on a phone the names need the room of the pictures.
const ROWS =
  'grid gap-0.5 -mx-2 *:grid *:items-center *:gap-2.5 *:rounded-lg *:px-2 *:py-1 *:hover:bg-paper two:*:gap-3 max-[15rem]:[&>li>:is(img,svg)]:hidden';
const PLAIN = 'two:*:grid-cols-[1.625rem_44px_minmax(0,1fr)_5.25rem]';
const COMPARED = 'two:*:grid-cols-[1.625rem_44px_minmax(0,1fr)_2.75rem_5.25rem]';

const UNRANKED =
  '*:grid-cols-[44px_minmax(0,1fr)_min(3.5rem,22%)] max-[15rem]:*:grid-cols-[minmax(0,1fr)_max-content] two:*:grid-cols-[44px_minmax(0,1fr)_5.25rem]';

const gridOf = (rows: readonly RankedRow[], isCompared: boolean, hasHeads: boolean): string =>
  rows.every(({ rank }) => rank === '')
    ? UNRANKED
    : `${narrowColumns(rows)} max-[15rem]:*:grid-cols-[auto_minmax(0,1fr)_max-content] ${columnsOf(isCompared, hasHeads)}`;

/** Large type leaves names their room. On a phone "67 h 34 min" needs more room than "1,002". One width for the whole list, so that its bars can be compared. */
const narrowColumns = (rows: readonly RankedRow[]): string =>
  rows.some(({ figure }) => figure.length > 6)
    ? '*:grid-cols-[min(1.375rem,8%)_44px_minmax(0,1fr)_min(5.25rem,34%)]'
    : '*:grid-cols-[min(1.375rem,8%)_44px_minmax(0,1fr)_min(3.5rem,22%)]';

function columnsOf(isCompared: boolean, hasHeads: boolean): string {
  if (isCompared)
    return hasHeads
      ? `${COMPARED} wide:*:grid-cols-[1.625rem_44px_minmax(0,1fr)_4rem_7.5rem_7.5rem]`
      : COMPARED;
  return hasHeads ? `${PLAIN} wide:*:grid-cols-[1.625rem_44px_minmax(0,1fr)_7.5rem_7.5rem]` : PLAIN;
}

interface FiguresProps {
  row: RankedRow;
  /** Null: without bars. */
  largest: number | null;
  by: Measure | undefined;
}

/** The figure that counts and, under heads, the other one: plays before time, whichever it is. */
function Figures({ row, largest, by }: FiguresProps) {
  const other = <span className="hidden text-right whitespace-nowrap text-soft wide:block">{row.other}</span>;
  return (
    <>
      {by === 'time' ? other : null}
      <span className="grid gap-1 text-right font-[550] whitespace-nowrap">
        <Figure row={row} />
        {largest === null ? null : <PlayBar value={row.value} largest={largest} />}
      </span>
      {by === 'plays' ? other : null}
    </>
  );
}

function Figure({ row: { figure, figureNote, figureHref } }: { row: RankedRow }) {
  if (figureHref === null)
    return (
      <span>
        {figure} {figureNote ? <span className="sr-only">{figureNote}</span> : null}
      </span>
    );
  return (
    <PageLink
      href={figureHref}
      aria-label={`${figure} ${figureNote}`}
      className="leading-6 no-underline hover:underline"
    >
      {figure}
    </PageLink>
  );
}
