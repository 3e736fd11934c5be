import { Milestones } from '@/lib/shared/analytics/look-back-schema';
import { route } from '@/middleware/route';
import { statistic } from '@/middleware/statistic';
import { NoQuery } from '@/services/analytics/analytics-query';
import { getMilestones } from '@/services/analytics/look-back/milestones';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: statistic(
    { summary: 'The plays with which round numbers were reached', query: NoQuery, answer: Milestones },
    (deps, user) => getMilestones(deps, user),
  ),
});
