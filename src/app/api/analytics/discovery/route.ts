import { statistic } from '@/middleware/conditional';
import { onlyAllows } from '@/middleware/only-allows';
import { RangeQuery } from '@/services/analytics/analytics-query';
import { getDiscovery } from '@/services/analytics-service';

export const GET = statistic(RangeQuery, (deps, user, { range }) => getDiscovery(deps, user, range));

export const { POST, PUT, PATCH, DELETE } = onlyAllows('GET');
