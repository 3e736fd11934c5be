import type { Metadata } from 'next';
import { CompareView } from '@/components/analytics/compare/compare-view';
import { NoPlaysYet } from '@/components/analytics/nothing-played';
import { rangeTitle } from '@/components/analytics/range-labels';
import { QueryError } from '@/components/ui/query-error';
import { deps, statisticsDeps } from '@/lib/build-deps';
import { bucketOf, lastDayOf } from '@/lib/shared/analytics/range-days';
import { localDay } from '@/lib/shared/analytics/range-instants';
import { requireUser } from '@/middleware/session';
import { compareRanges } from '@/services/analytics/look-back/compare-ranges';
import { getConnectionCheck } from '@/services/archival/connection-check';
import { type Asked, type PageRange, readRangeText } from '../../page-range';
import { readerFormat } from '../../reader';

export async function generateMetadata({ searchParams }: PageProps<'/compare'>): Promise<Metadata> {
  const { timeZone } = await requireUser();
  const { locale } = await readerFormat();
  const { a, b } = readRanges(await searchParams, timeZone);
  return { title: `${rangeTitle(a.range, locale)} and ${rangeTitle(b.range, locale)}, compared` };
}

export default async function ComparePage({ searchParams }: PageProps<'/compare'>) {
  const user = await requireUser();
  const { totals, hasLeftOut } = await getConnectionCheck(deps(), user.id);
  if (totals === null) return <NoPlaysYet title="Compare" hasLeftOut={hasLeftOut} />;
  const { a, b, today } = readRanges(await searchParams, user.timeZone);
  const format = await readerFormat();
  const pair = await compareRanges(statisticsDeps(), user, { a: a.range, b: b.range });
  const problems = (['a', 'b'] as const).map((side) => {
    const { problem, range } = { a, b }[side];
    return problem ? (
      <QueryError key={side} field={side}>
        {`${problem.message}. Showing ${rangeTitle(range, format.locale)} instead.`}
      </QueryError>
    ) : null;
  });
  return (
    <CompareView
      pair={pair}
      today={today}
      problems={problems}
      format={format}
      firstDay={format.dayKey(totals.firstPlayAt)}
    />
  );
}

/** This year and the last one, unless the address says otherwise. */
function readRanges(asked: Asked, timeZone: string): { a: PageRange; b: PageRange; today: string } {
  const today = localDay(deps().clock.now(), timeZone);
  const year = bucketOf(today, 'year');
  const last = `${Number(year.slice(0, 4)) - 1}-01-01`;
  const whole = (from: string) => ({ preset: null, from, to: lastDayOf(from, 'year') });
  return { a: readRangeText(asked, 'a', whole(year)), b: readRangeText(asked, 'b', whole(last)), today };
}
