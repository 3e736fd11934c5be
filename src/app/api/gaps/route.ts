import { OpenGaps } from '@/lib/shared/analytics/look-back-schema';
import { route } from '@/middleware/route';
import { statistic } from '@/middleware/statistic';
import { NoQuery } from '@/services/analytics/analytics-query';
import { listOpenGaps } from '@/services/archival-service';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: statistic(
    { summary: 'Stretches of time in which plays may be missing', query: NoQuery, answer: OpenGaps },
    (deps, user) => listOpenGaps(deps, user.id),
  ),
});
