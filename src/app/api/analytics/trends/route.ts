import { statistic } from '@/middleware/conditional';
import { onlyAllows } from '@/middleware/only-allows';
import { TrendsQuery } from '@/services/analytics/analytics-query';
import { getTrends } from '@/services/analytics-service';

export const GET = statistic(TrendsQuery, (deps, user, { range, unit }) =>
  getTrends(deps, user, range, unit),
);

export const { POST, PUT, PATCH, DELETE } = onlyAllows('GET');
