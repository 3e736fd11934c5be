import { statistic } from '@/middleware/conditional';
import { route } from '@/middleware/route';
import { RangeQuery } from '@/services/analytics/analytics-query';
import { getDiversity } from '@/services/analytics/diversity';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: statistic(RangeQuery, (deps, user, { range }) => getDiversity(deps, user, range)),
});
