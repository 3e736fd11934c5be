import { Top } from '@/lib/shared/analytics/statistics';
import { statistic } from '@/middleware/conditional';
import { route } from '@/middleware/route';
import { TopQuery } from '@/services/analytics/analytics-query';
import { getTop } from '@/services/analytics/top';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: statistic(
    { summary: 'Most played albums', query: TopQuery, answer: Top },
    (deps, user, { range, ...page }) => getTop(deps, user, 'album', range, page),
  ),
});
