import { SearchResults } from '@/lib/shared/analytics/statistics';
import { route } from '@/middleware/route';
import { statistic } from '@/middleware/statistic';
import { SearchQuery } from '@/services/analytics/analytics-query';
import { searchLibrary } from '@/services/catalogue/search';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: statistic(
    {
      summary: 'Searches artists, albums and tracks that the listener has played',
      query: SearchQuery,
      answer: SearchResults,
    },
    (deps, user, { q, limit }) => searchLibrary(deps, user, q, limit),
  ),
});
