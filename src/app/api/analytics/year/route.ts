import { AppError } from '@/lib/app-error';
import { YearReview } from '@/lib/shared/analytics/year/review-schema';
import { route } from '@/middleware/route';
import { statistic } from '@/middleware/statistic';
import { YearQuery } from '@/services/analytics/analytics-query';
import { getYearReview } from '@/services/analytics/year/year-review';

const shape = { summary: 'A year or month in review', query: YearQuery, answer: YearReview, errors: [404] };

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: statistic(shape, async (deps, user, period) => {
    const review = await getYearReview(deps, user, period);
    if (!review) throw new AppError('NOT_FOUND', 'No plays of that time are archived.');
    return review;
  }),
});
