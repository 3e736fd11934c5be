import { Milestones } from '@/lib/shared/analytics/look-back-schema';
import { route } from '@/middleware/route';
import { statistic } from '@/middleware/statistic';
import { NoQuery } from '@/services/analytics/analytics-query';
import { getMilestones } from '@/services/analytics/look-back/milestones';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: statistic(
    {
      summary: 'The plays that reached round numbers, such as the 10,000th',
      query: NoQuery,
      answer: Milestones,
    },
    (deps, user) => getMilestones(deps, user),
  ),
});
