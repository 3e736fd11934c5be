import { statistic } from '@/middleware/conditional';
import { route } from '@/middleware/route';
import { TrendsQuery } from '@/services/analytics/analytics-query';
import { getTrends } from '@/services/analytics/trends';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: statistic(TrendsQuery, (deps, user, { range, unit }) => getTrends(deps, user, range, unit)),
});
