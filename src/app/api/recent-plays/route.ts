import { HistoryPage } from '@/lib/shared/analytics/statistics';
import { route } from '@/middleware/route';
import { statistic } from '@/middleware/statistic';
import { RecentPlaysQuery } from '@/services/analytics/analytics-query';
import { getHistory } from '@/services/history/history';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: statistic(
    { summary: 'The history, newest first', query: RecentPlaysQuery, answer: HistoryPage, errors: [404] },
    (deps, user, query) => getHistory(deps, user, query),
  ),
});
