import { statistic } from '@/middleware/conditional';
import { route } from '@/middleware/route';
import { SearchQuery } from '@/services/analytics/analytics-query';
import { searchLibrary } from '@/services/catalogue/search';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: statistic(SearchQuery, (deps, user, { q, limit }) => searchLibrary(deps, user, q, limit)),
});
