import { RangePair } from '@/lib/shared/analytics/look-back-schema';
import { route } from '@/middleware/route';
import { statistic } from '@/middleware/statistic';
import { CompareQuery } from '@/services/analytics/analytics-query';
import { compareRanges } from '@/services/analytics/look-back/compare-ranges';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: statistic(
    { summary: 'Any two ranges beside each other', query: CompareQuery, answer: RangePair },
    (deps, user, ranges) => compareRanges(deps, user, ranges),
  ),
});
