import { OnThisDay } from '@/lib/shared/analytics/look-back-schema';
import { route } from '@/middleware/route';
import { statistic } from '@/middleware/statistic';
import { OnThisDayQuery } from '@/services/analytics/analytics-query';
import { getOnThisDay } from '@/services/analytics/look-back/on-this-day';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: statistic(
    { summary: 'The same day of the calendar in earlier years', query: OnThisDayQuery, answer: OnThisDay },
    (deps, user, { day }) => getOnThisDay(deps, user, day),
  ),
});
