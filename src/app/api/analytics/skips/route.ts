import { Skips } from '@/lib/shared/analytics/look-back-schema';
import { route } from '@/middleware/route';
import { statistic } from '@/middleware/statistic';
import { RangeQuery } from '@/services/analytics/analytics-query';
import { getSkips } from '@/services/analytics/look-back/skips';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: statistic(
    { summary: 'How many plays were skipped, over time and by artist', query: RangeQuery, answer: Skips },
    (deps, user, { range }) => getSkips(deps, user, range),
  ),
});
