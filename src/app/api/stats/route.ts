import { statistic } from '@/middleware/conditional';
import { route } from '@/middleware/route';
import { RangeQuery } from '@/services/analytics/analytics-query';
import { getTotals } from '@/services/analytics/totals';
import { toStats } from '@/services/analytics-service';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: statistic(RangeQuery, async (deps, user, { range }) => toStats(await getTotals(deps, user, range))),
});
