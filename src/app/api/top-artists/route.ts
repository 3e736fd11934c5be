import { Top } from '@/lib/shared/analytics/statistics';
import { route } from '@/middleware/route';
import { statistic } from '@/middleware/statistic';
import { TopQuery } from '@/services/analytics/analytics-query';
import { getTop } from '@/services/analytics/top';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: statistic(
    { summary: 'Most played artists', query: TopQuery, answer: Top },
    (deps, user, { range, ...page }) => getTop(deps, user, 'artist', range, page),
  ),
});
