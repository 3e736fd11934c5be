import { SearchResults } from '@/lib/shared/analytics/statistics';
import { statistic } from '@/middleware/conditional';
import { route } from '@/middleware/route';
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
