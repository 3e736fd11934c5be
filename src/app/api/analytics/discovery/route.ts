import { Discovery } from '@/lib/shared/analytics/statistics';
import { route } from '@/middleware/route';
import { statistic } from '@/middleware/statistic';
import { RangeQuery } from '@/services/analytics/analytics-query';
import { getDiscovery } from '@/services/analytics/discovery';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: statistic(
    { summary: 'What was new in a range', query: RangeQuery, answer: Discovery },
    (deps, user, { range }) => getDiscovery(deps, user, range),
  ),
});
