import { Diversity } from '@/lib/shared/analytics/statistics';
import { route } from '@/middleware/route';
import { statistic } from '@/middleware/statistic';
import { RangeQuery } from '@/services/analytics/analytics-query';
import { getDiversity } from '@/services/analytics/diversity';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: statistic(
    { summary: 'How evenly plays are spread over artists', query: RangeQuery, answer: Diversity },
    (deps, user, { range }) => getDiversity(deps, user, range),
  ),
});
