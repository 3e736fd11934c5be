import { statistic } from '@/middleware/conditional';
import { route } from '@/middleware/route';
import { RangeQuery } from '@/services/analytics/analytics-query';
import { getSessions } from '@/services/analytics/sessions';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: statistic(RangeQuery, (deps, user, { range }) => getSessions(deps, user, range)),
});
