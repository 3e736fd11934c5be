import { Activity } from '@/lib/shared/analytics/statistics';
import { statistic } from '@/middleware/conditional';
import { route } from '@/middleware/route';
import { getActivity } from '@/services/analytics/activity';
import { RangeQuery } from '@/services/analytics/analytics-query';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: statistic(
    { summary: 'Plays by weekday and hour', query: RangeQuery, answer: Activity },
    (deps, user, { range }) => getActivity(deps, user, range),
  ),
});
