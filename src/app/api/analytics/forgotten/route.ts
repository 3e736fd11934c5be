import { Forgotten } from '@/lib/shared/analytics/look-back-schema';
import { route } from '@/middleware/route';
import { statistic } from '@/middleware/statistic';
import { ForgottenQuery } from '@/services/analytics/analytics-query';
import { getForgotten } from '@/services/analytics/look-back/forgotten';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: statistic(
    {
      summary: 'What was once played often, but not in the last half year',
      query: ForgottenQuery,
      answer: Forgotten,
    },
    (deps, user, { kind, limit }) => getForgotten(deps, user, kind, limit),
  ),
});
