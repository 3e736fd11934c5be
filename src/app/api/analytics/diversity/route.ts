import { Diversity } from '@/lib/shared/analytics/statistics';
import { statistic } from '@/middleware/conditional';
import { route } from '@/middleware/route';
import { RangeQuery } from '@/services/analytics/analytics-query';
import { getDiversity } from '@/services/analytics/diversity';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: statistic(
    { summary: 'How evenly plays are spread over artists', query: RangeQuery, answer: Diversity },
    (deps, user, { range }) => getDiversity(deps, user, range),
  ),
});
