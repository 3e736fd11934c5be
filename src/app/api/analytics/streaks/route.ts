import { statistic } from '@/middleware/conditional';
import { onlyAllows } from '@/middleware/only-allows';
import { NoQuery } from '@/services/analytics/analytics-query';
import { getStreaks } from '@/services/analytics-service';

export const GET = statistic(NoQuery, (deps, user) => getStreaks(deps, user));

export const { POST, PUT, PATCH, DELETE } = onlyAllows('GET');
