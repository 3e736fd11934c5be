import { statistic } from '@/middleware/conditional';
import { route } from '@/middleware/route';
import { RecentPlaysQuery } from '@/services/analytics/analytics-query';
import { getHistory } from '@/services/history/history';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: statistic(RecentPlaysQuery, (deps, user, query) => getHistory(deps, user, query)),
});
