import type { ReactNode } from 'react';
import { PageLink } from '@/components/ui/page-link';
import { PageTitle } from '@/components/ui/page-title';
import type { RangePair } from '@/lib/shared/analytics/look-back-schema';
import type { ReaderFormat } from '@/lib/shared/format';
import { EstimateNote, estimatedShare } from '../estimate-note';
import { compareHref } from './compare-links';
import { ComparedLists } from './compared-lists';
import { comparedName } from './compared-notes';
import { ComparedRangePicker, type Side } from './compared-range-picker';
import { ComparedTotals } from './compared-totals';

interface CompareViewProps {
  pair: RangePair;
  /** The listener's, YYYY-MM-DD. */
  today: string;
  /** The first day of the archive, YYYY-MM-DD. */
  firstDay: string;
  /** What is wrong with the address. */
  problems: ReactNode;
  format: ReaderFormat;
}

/** Any two ranges beside each other: totals, and the most played. */
export function CompareView({ pair, today, firstDay, problems, format }: CompareViewProps) {
  const ranges: Record<Side, RangePair['a']['range']> = { a: pair.a.range, b: pair.b.range };
  const names: [string, string] = [comparedName(pair.a, format), comparedName(pair.b, format)];
  const plays = pair.a.totals.plays + pair.b.totals.plays;
  const estimatedPlays = pair.a.totals.estimatedPlays + pair.b.totals.estimatedPlays;
  return (
    <>
      <PageTitle title="Compare">Compare any two ranges of days.</PageTitle>
      <div className="grid items-start gap-3 two:grid-cols-[minmax(0,1fr)_auto_minmax(0,1fr)_auto]">
        <ComparedRangePicker side="a" ranges={ranges} today={today} firstDay={firstDay} format={format} />
        <span className="self-center text-soft">with</span>
        <ComparedRangePicker side="b" ranges={ranges} today={today} firstDay={firstDay} format={format} />
        <PageLink
          href={compareHref(ranges.b, ranges.a)}
          className="self-center py-2 text-sm text-soft hover:text-ink"
        >
          Swap
        </PageLink>
      </div>
      {problems}
      <ComparedTotals pair={pair} names={names} today={today} format={format} />
      <ComparedLists of="artists" pair={pair} names={names} format={format} />
      <ComparedLists of="tracks" pair={pair} names={names} format={format} />
      <EstimateNote share={estimatedShare({ plays, estimatedPlays })} format={format} />
    </>
  );
}
