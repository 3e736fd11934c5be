// Fifty rows are sent as data, not once as HTML and once more as all the elements that it is made of.
'use client';

import { EntityLink } from '@/components/catalogue/entity-link';
import { PlayBar } from '@/components/charts/play-bar';
import { RankChange, type RankedBefore } from '@/components/ui/change-mark';
import { CoverArt } from '@/components/ui/cover-art';
import { PageLink } from '@/components/ui/page-link';

/** A row as it is shown, in texts that are formatted already. */
export interface RankedRow {
  key: string | number;
  rank: string;
  imageUrl: string | null;
  name: string;
  /** Where the name leads; null: nowhere. */
  href: string | null;
  /** One line about it, under the name. */
  detail: string;
  /** Places won against the range before, negative for places lost; or that it is new or back. */
  change?: RankedBefore;
  figure: string;
  /** What a screen reader adds to the figure. */
  figureNote: string;
  /** The plays that the figure counts; null where nobody else may see them. */
  figureHref: string | null;
  /** What the bar under the figure is as long as. */
  value: number;
}

interface RankedRowsProps {
  rows: RankedRow[];
  /** The value of the longest bar. */
  largest: number;
  /** Whether rows say how many places they won. */
  isCompared?: boolean;
}

/** Rank, art, name with one line about it, places won or lost, figure with a thin bar. */
export function RankedRows({ rows, largest, isCompared = false }: RankedRowsProps) {
  return (
    <ol className={`${ROWS} ${isCompared ? COMPARED : PLAIN}`}>
      {rows.map((row) => (
        <li key={row.key}>
          <span className="text-right text-soft">{row.rank}</span>
          <CoverArt imageUrl={row.imageUrl} name={row.name} />
          <span className="grid min-w-0 leading-[1.35]">
            {row.href === null ? (
              <span className="truncate font-[550]">
                <bdi>{row.name}</bdi>
              </span>
            ) : (
              <EntityLink href={row.href} name={row.name} />
            )}
            <span className="truncate text-[13px] text-soft">
              <bdi>{row.detail}</bdi>
            </span>
          </span>
          {isCompared ? <RankChange change={row.change ?? 'back'} /> : null}
          <span className="grid gap-1 text-right font-[550] whitespace-nowrap">
            <Figure row={row} />
            <PlayBar value={row.value} largest={largest} />
          </span>
        </li>
      ))}
    </ol>
  );
}

// On the list, not on each row.
const ROWS =
  'grid gap-2.5 *:grid *:grid-cols-[22px_44px_minmax(0,1fr)_56px] *:items-center *:gap-2.5 two:*:gap-3';
const PLAIN = 'two:*:grid-cols-[26px_44px_minmax(0,1fr)_84px]';
const COMPARED = 'two:*:grid-cols-[26px_44px_minmax(0,1fr)_44px_84px]';

function Figure({ row: { figure, figureNote, figureHref } }: { row: RankedRow }) {
  const text = (
    <>
      {figure} {figureNote ? <span className="sr-only">{figureNote}</span> : null}
    </>
  );
  return figureHref === null ? (
    <span>{text}</span>
  ) : (
    <PageLink href={figureHref} className="leading-6 no-underline hover:underline">
      {text}
    </PageLink>
  );
}
