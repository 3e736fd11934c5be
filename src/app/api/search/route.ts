import { statistic } from '@/middleware/conditional';
import { onlyAllows } from '@/middleware/only-allows';
import { SearchQuery } from '@/services/analytics/analytics-query';
import { searchLibrary } from '@/services/analytics-service';

export const GET = statistic(SearchQuery, (deps, user, { q, limit }) => searchLibrary(deps, user, q, limit));

export const { POST, PUT, PATCH, DELETE } = onlyAllows('GET');
