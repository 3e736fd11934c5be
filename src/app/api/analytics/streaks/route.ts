import { Streaks } from '@/lib/shared/analytics/statistics';
import { route } from '@/middleware/route';
import { statistic } from '@/middleware/statistic';
import { NoQuery } from '@/services/analytics/analytics-query';
import { getStreaks } from '@/services/analytics/streaks';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: statistic({ summary: 'Days in a row with a play', query: NoQuery, answer: Streaks }, (deps, user) =>
    getStreaks(deps, user),
  ),
});
