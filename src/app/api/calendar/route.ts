import { Calendar } from '@/lib/shared/analytics/statistics';
import { route } from '@/middleware/route';
import { statistic } from '@/middleware/statistic';
import { RangeQuery } from '@/services/analytics/analytics-query';
import { getCalendar } from '@/services/analytics/trends';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: statistic(
    { summary: 'Every day of a range', query: RangeQuery, answer: Calendar },
    (deps, user, { range }) => getCalendar(deps, user, range),
  ),
});
