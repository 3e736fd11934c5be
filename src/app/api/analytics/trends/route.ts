import { Trends } from '@/lib/shared/analytics/statistics';
import { route } from '@/middleware/route';
import { statistic } from '@/middleware/statistic';
import { TrendsQuery } from '@/services/analytics/analytics-query';
import { getTrends } from '@/services/analytics/trends';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: statistic(
    { summary: 'Plays over time, beside the range before', query: TrendsQuery, answer: Trends },
    (deps, user, { range, unit }) => getTrends(deps, user, range, unit),
  ),
});
