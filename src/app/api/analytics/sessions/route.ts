import { Sessions } from '@/lib/shared/analytics/statistics';
import { route } from '@/middleware/route';
import { statistic } from '@/middleware/statistic';
import { RangeQuery } from '@/services/analytics/analytics-query';
import { getSessions } from '@/services/analytics/sessions';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: statistic(
    { summary: 'Listening sessions of a range', query: RangeQuery, answer: Sessions },
    (deps, user, { range }) => getSessions(deps, user, range),
  ),
});
