import { statistic } from '@/middleware/conditional';
import { onlyAllows } from '@/middleware/only-allows';
import { RangeQuery } from '@/services/analytics/analytics-query';
import { getTotals, toStats } from '@/services/analytics-service';

export const GET = statistic(RangeQuery, async (deps, user, { range }) =>
  toStats(await getTotals(deps, user, range)),
);

export const { POST, PUT, PATCH, DELETE } = onlyAllows('GET');
