import { GenresOverTime } from '@/lib/shared/analytics/look-back-schema';
import { route } from '@/middleware/route';
import { statistic } from '@/middleware/statistic';
import { RangeQuery } from '@/services/analytics/analytics-query';
import { getGenresOverTime } from '@/services/analytics/look-back/genres-over-time';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: statistic(
    { summary: 'Genres week by week or month by month', query: RangeQuery, answer: GenresOverTime },
    (deps, user, { range }) => getGenresOverTime(deps, user, range),
  ),
});
