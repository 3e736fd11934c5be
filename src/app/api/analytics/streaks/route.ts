import { statistic } from '@/middleware/conditional';
import { route } from '@/middleware/route';
import { NoQuery } from '@/services/analytics/analytics-query';
import { getStreaks } from '@/services/analytics/streaks';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: statistic(NoQuery, (deps, user) => getStreaks(deps, user)),
});
