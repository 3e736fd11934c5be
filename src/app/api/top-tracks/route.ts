import { statistic } from '@/middleware/conditional';
import { onlyAllows } from '@/middleware/only-allows';
import { TopQuery } from '@/services/analytics/analytics-query';
import { getTop } from '@/services/analytics-service';

export const GET = statistic(TopQuery, (deps, user, { range, ...page }) =>
  getTop(deps, user, 'track', range, page),
);

export const { POST, PUT, PATCH, DELETE } = onlyAllows('GET');
