import { Stats } from '@/lib/shared/analytics/stats';
import { route } from '@/middleware/route';
import { statistic } from '@/middleware/statistic';
import { RangeQuery } from '@/services/analytics/analytics-query';
import { getTotals, toStats } from '@/services/analytics/totals';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: statistic(
    {
      summary: 'Totals of a range of days: plays, tracks, artists, albums, listening time',
      query: RangeQuery,
      answer: Stats,
    },
    async (deps, user, { range }) => toStats(await getTotals(deps, user, range)),
  ),
});
