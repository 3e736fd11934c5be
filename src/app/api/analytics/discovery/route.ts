import { statistic } from '@/middleware/conditional';
import { route } from '@/middleware/route';
import { RangeQuery } from '@/services/analytics/analytics-query';
import { getDiscovery } from '@/services/analytics/discovery';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: statistic(RangeQuery, (deps, user, { range }) => getDiscovery(deps, user, range)),
});
