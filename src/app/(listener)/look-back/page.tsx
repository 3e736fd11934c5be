import { LookBackView } from '@/components/analytics/look-back/look-back-view';
import { YearLinks } from '@/components/analytics/look-back/year-links';
import { NoPlaysYet } from '@/components/analytics/nothing-played';
import { openTableOf } from '@/components/charts/table-link';
import { deps, statisticsDeps } from '@/lib/build-deps';
import { ALL_TIME } from '@/lib/shared/analytics/range-presets';
import type { Trends } from '@/lib/shared/analytics/statistics';
import { requireUser } from '@/middleware/session';
import { getActivity } from '@/services/analytics/activity';
import { getForgotten } from '@/services/analytics/look-back/forgotten';
import { getGenresOverTime } from '@/services/analytics/look-back/genres-over-time';
import { getMilestones } from '@/services/analytics/look-back/milestones';
import { getOnThisDay } from '@/services/analytics/look-back/on-this-day';
import { getSkips } from '@/services/analytics/look-back/skips';
import { getTrends } from '@/services/analytics/trends';
import { getConnectionCheck } from '@/services/archival/connection-check';
import { oneOf, ownRange, readRange } from '../../page-range';
import { RangeControls } from '../../range-controls';
import { rangeMetadata } from '../../range-metadata';
import { readerFormat } from '../../reader';

export const generateMetadata = ({ searchParams }: PageProps<'/look-back'>) =>
  rangeMetadata('Look back', searchParams);

const LIST_LENGTH = 6;

export default async function LookBackPage({ searchParams }: PageProps<'/look-back'>) {
  const user = await requireUser();
  const { totals, countedPlays, hasLeftOut } = await getConnectionCheck(deps(), user.id);
  if (totals === null) return <NoPlaysYet title="Look back" hasLeftOut={hasLeftOut} />;
  const asked = await searchParams;
  const format = await readerFormat();
  const today = format.dayKey(deps().clock.now().toISOString());
  const { range, problem } = readRange(asked, ownRange(format.dayKey(totals.firstPlayAt), today));
  const [onThisDay, milestones, tracks, artists, activity, genres, skips, byYear] = await Promise.all([
    getOnThisDay(statisticsDeps(), user),
    getMilestones(statisticsDeps(), user),
    getForgotten(statisticsDeps(), user, 'track', LIST_LENGTH),
    getForgotten(statisticsDeps(), user, 'artist', LIST_LENGTH),
    getActivity(statisticsDeps(), user, range),
    getGenresOverTime(statisticsDeps(), user, range),
    getSkips(statisticsDeps(), user, range),
    getTrends(statisticsDeps(), user, ALL_TIME, 'year'),
  ]);
  return (
    <LookBackView
      lookBack={{ onThisDay, milestones, tracks, artists, activity, genres, skips }}
      plays={countedPlays}
      reviews={<YearLinks years={yearsOf(byYear, today)} locale={format.locale} />}
      picker={<RangeControls path="/look-back" range={range} problem={problem} format={format} />}
      openTable={openTableOf(oneOf(asked.table))}
      format={format}
    />
  );
}

/** The years with plays that have begun, the latest first. */
const yearsOf = ({ points }: Trends, today: string): number[] =>
  points
    .filter(({ start, plays }) => plays > 0 && start <= today)
    .map(({ start }) => Number(start.slice(0, 4)))
    .reverse();
