import { Genres } from '@/lib/shared/analytics/statistics';
import { route } from '@/middleware/route';
import { statistic } from '@/middleware/statistic';
import { RangeQuery } from '@/services/analytics/analytics-query';
import { getGenres } from '@/services/analytics/genres';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: statistic(
    { summary: 'Genres of a range', query: RangeQuery, answer: Genres },
    (deps, user, { range }) => getGenres(deps, user, range),
  ),
});
