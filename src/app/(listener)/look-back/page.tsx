import type { Metadata } from 'next';
import { LookBackView } from '@/components/analytics/look-back/look-back-view';
import { NoPlaysYet } from '@/components/analytics/nothing-played';
import { rangeTitle } from '@/components/analytics/range-labels';
import { openTableOf } from '@/components/charts/table-link';
import { deps } from '@/lib/build-deps';
import { readStatistics } from '@/middleware/read-statistics';
import { requireUser } from '@/middleware/session';
import { getActivity } from '@/services/analytics/activity';
import { getForgotten } from '@/services/analytics/look-back/forgotten';
import { getGenresOverTime } from '@/services/analytics/look-back/genres-over-time';
import { getMilestones } from '@/services/analytics/look-back/milestones';
import { getOnThisDay } from '@/services/analytics/look-back/on-this-day';
import { getSkips } from '@/services/analytics/look-back/skips';
import { connectionCheck } from '../../connection-check';
import { oneOf, ownRange, readRange, type SearchParameters } from '../../page-range';
import { RangeControls } from '../../range-controls';
import { readerFormat } from '../../reader';

export async function generateMetadata({
  searchParams,
}: {
  searchParams: SearchParameters;
}): Promise<Metadata> {
  const asked = await searchParams;
  const { locale } = await readerFormat((await requireUser()).timeZone);
  const isAsked = [asked.range, asked.from, asked.to].some((value) => oneOf(value) !== undefined);
  return { title: isAsked ? `Look back, ${rangeTitle(readRange(asked, '1y').range, locale)}` : 'Look back' };
}

const LIST_LENGTH = 6;

export default async function LookBackPage({ searchParams }: { searchParams: SearchParameters }) {
  const user = await requireUser();
  const { totals, hasLeftOut } = await connectionCheck();
  if (totals === null) return <NoPlaysYet title="Look back" hasLeftOut={hasLeftOut} />;
  const asked = await searchParams;
  const format = await readerFormat(user.timeZone);
  const today = format.dayKey(deps().clock.now().toISOString());
  const { range, problem } = readRange(asked, ownRange(format.dayKey(totals.firstPlayAt), today));
  const reader = { ...user, firstWeekday: format.firstWeekday };
  const [onThisDay, milestones, tracks, artists, activity, genres, skips] = await readStatistics((reading) =>
    Promise.all([
      getOnThisDay(reading, user),
      getMilestones(reading, user),
      getForgotten(reading, user, 'track', LIST_LENGTH),
      getForgotten(reading, user, 'artist', LIST_LENGTH),
      getActivity(reading, user, range),
      getGenresOverTime(reading, reader, range),
      getSkips(reading, reader, range),
    ]),
  );
  return (
    <LookBackView
      lookBack={{ onThisDay, milestones, tracks, artists, activity, genres, skips }}
      picker={<RangeControls path="/look-back" {...{ range, problem, format }} />}
      openTable={openTableOf(oneOf(asked.table))}
      format={format}
    />
  );
}
