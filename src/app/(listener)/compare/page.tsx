import type { Metadata } from 'next';
import { CompareView } from '@/components/analytics/compare/compare-view';
import { NoPlaysYet } from '@/components/analytics/nothing-played';
import { rangeTitle } from '@/components/analytics/range-labels';
import { QueryProblem } from '@/components/ui/query-problem';
import { deps } from '@/lib/build-deps';
import { bucketOf, lastDayOf } from '@/lib/shared/analytics/range-days';
import { localDay } from '@/lib/shared/analytics/range-instants';
import { readStatistics } from '@/middleware/read-statistics';
import { requireUser } from '@/middleware/session';
import { compareRanges } from '@/services/analytics/look-back/compare-ranges';
import { connectionCheck } from '../../connection-check';
import { type PageRange, readRangeText, type SearchParameters } from '../../page-range';
import { readerFormat } from '../../reader';

interface PageProps {
  searchParams: SearchParameters;
}

export async function generateMetadata({ searchParams }: PageProps): Promise<Metadata> {
  const { timeZone } = await requireUser();
  const { locale } = await readerFormat(timeZone);
  const { a, b } = await readRanges(searchParams, timeZone);
  return { title: `${rangeTitle(a.range, locale)} and ${rangeTitle(b.range, locale)}, compared` };
}

export default async function ComparePage({ searchParams }: PageProps) {
  const user = await requireUser();
  const { totals, hasLeftOut } = await connectionCheck();
  if (totals === null) return <NoPlaysYet title="Compare" hasLeftOut={hasLeftOut} />;
  const { a, b, today } = await readRanges(searchParams, user.timeZone);
  const format = await readerFormat(user.timeZone);
  const pair = await readStatistics((statistics) =>
    compareRanges(statistics, user, { a: a.range, b: b.range }),
  );
  const problems = (['a', 'b'] as const).map((side) => {
    const { problem, range } = { a, b }[side];
    return problem ? (
      <QueryProblem key={side} field={side}>
        {problem.message}. Shown is {rangeTitle(range, format.locale)}.
      </QueryProblem>
    ) : null;
  });
  return <CompareView {...{ pair, today, problems, format }} firstDay={format.dayKey(totals.firstPlayAt)} />;
}

/** This year and the last one, unless the address says otherwise. */
async function readRanges(
  parameters: SearchParameters,
  timeZone: string,
): Promise<{ a: PageRange; b: PageRange; today: string }> {
  const asked = await parameters;
  const today = localDay(deps().clock.now(), timeZone);
  const year = bucketOf(today, 'year');
  const last = `${Number(year.slice(0, 4)) - 1}-01-01`;
  const whole = (from: string) => ({ preset: null, from, to: lastDayOf(from, 'year') });
  return { a: readRangeText(asked, 'a', whole(year)), b: readRangeText(asked, 'b', whole(last)), today };
}
