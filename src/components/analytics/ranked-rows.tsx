import type { ReactNode } from 'react';
import { EntityLink } from '@/components/catalogue/entity-link';
import { PlayBar } from '@/components/charts/play-bar';
import { CoverArt } from '@/components/ui/cover-art';
import type { ReaderFormat } from '@/lib/shared/format';

export interface RankedRow {
  key: string | number;
  rank: number;
  imageUrl: string | null;
  name: string;
  /** Where the name leads; null: nowhere. */
  href: string | null;
  /** One line that says what it is. */
  sense: string;
  /** Change of place; left out where nothing is compared. */
  change?: ReactNode;
  figure: ReactNode;
  /** What the bar under the figure is as long as. */
  value: number;
}

interface RankedRowsProps {
  rows: RankedRow[];
  /** The value of the longest bar. */
  largest: number;
  format: ReaderFormat;
}

/** Rank, art, name with one line of sense, change of place, figure with a thin bar. */
export function RankedRows({ rows, largest, format }: RankedRowsProps) {
  return (
    <ol className="grid gap-2.5">
      {rows.map(({ key, rank, imageUrl, name, href, sense, change, figure, value }) => (
        <li key={key} className={change === undefined ? ROW : ROW_WITH_CHANGE}>
          <span className="text-right text-soft">{format.number(rank)}</span>
          <CoverArt imageUrl={imageUrl} name={name} />
          <span className="grid min-w-0 leading-[1.35]">
            {href === null ? (
              <span className="truncate font-[550]">{name}</span>
            ) : (
              <EntityLink href={href} name={name} />
            )}
            <span className="truncate text-[13px] text-soft">{sense}</span>
          </span>
          {change}
          <span className="grid gap-1 text-right font-[550] whitespace-nowrap">
            {figure}
            <PlayBar value={value} largest={largest} />
          </span>
        </li>
      ))}
    </ol>
  );
}

const ROW =
  'grid grid-cols-[22px_44px_minmax(0,1fr)_56px] items-center gap-2.5 two:grid-cols-[26px_44px_minmax(0,1fr)_84px] two:gap-3';
const ROW_WITH_CHANGE =
  'grid grid-cols-[22px_44px_minmax(0,1fr)_56px] items-center gap-2.5 two:grid-cols-[26px_44px_minmax(0,1fr)_44px_84px] two:gap-3';
