import { statistic } from '@/middleware/conditional';
import { onlyAllows } from '@/middleware/only-allows';
import { RecentPlaysQuery } from '@/services/analytics/analytics-query';
import { getHistory } from '@/services/analytics-service';

export const GET = statistic(RecentPlaysQuery, (deps, user, query) => getHistory(deps, user, query));

export const { POST, PUT, PATCH, DELETE } = onlyAllows('GET');
