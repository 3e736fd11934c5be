import { Comparison } from '@/lib/shared/analytics/statistics';
import { route } from '@/middleware/route';
import { statistic } from '@/middleware/statistic';
import { RangeQuery } from '@/services/analytics/analytics-query';
import { getComparison } from '@/services/analytics/totals';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: statistic(
    { summary: 'A range compared with the one right before', query: RangeQuery, answer: Comparison },
    (deps, user, { range }) => getComparison(deps, user, range),
  ),
});
