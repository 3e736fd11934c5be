import { Top } from '@/lib/shared/analytics/statistics';
import { route } from '@/middleware/route';
import { statistic } from '@/middleware/statistic';
import { TopTracksQuery } from '@/services/analytics/analytics-query';
import { getTop } from '@/services/analytics/top';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: statistic(
    { summary: 'Most played tracks', query: TopTracksQuery, answer: Top },
    (deps, user, { range, releases, ...page }) =>
      getTop(deps, user, releases === 'separate' ? 'release' : 'track', range, page),
  ),
});
