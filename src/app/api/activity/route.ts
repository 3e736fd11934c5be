import { Activity } from '@/lib/shared/analytics/statistics';
import { route } from '@/middleware/route';
import { statistic } from '@/middleware/statistic';
import { getActivity } from '@/services/analytics/activity';
import { RangeQuery } from '@/services/analytics/analytics-query';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: statistic(
    { summary: 'Plays by weekday and hour', query: RangeQuery, answer: Activity },
    (deps, user, { range }) => getActivity(deps, user, range),
  ),
});
