import { Summary } from '@/lib/shared/api/summary-schema';
import { route } from '@/middleware/route';
import { statistic } from '@/middleware/statistic';
import { NoQuery } from '@/services/analytics/analytics-query';
import { getSummary } from '@/services/api/summary';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: statistic(
    { summary: 'A few figures for a tile of a dashboard', query: NoQuery, answer: Summary },
    (deps, user) => getSummary(deps, user),
  ),
});
