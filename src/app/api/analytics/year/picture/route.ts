import { AppError } from '@/lib/app-error';
import { statisticsOf } from '@/lib/build-deps';
import { requestFormat } from '@/lib/shared/request-format';
import { pictureResponse } from '@/middleware/api/picture-response';
import { route } from '@/middleware/route';
import { withUser } from '@/middleware/with-user';
import { YearPictureQuery } from '@/services/analytics/analytics-query';
import { getReviewPicture } from '@/services/share/screen-picture';

const shape = {
  summary: 'A picture of a year or month in review: of one screen, or of all in one',
  answers: { 200: { 'image/png': null }, 304: null },
  errors: [404],
  query: YearPictureQuery,
  scope: 'read',
  rate: 'strict',
} as const;

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: withUser(shape, async ({ deps, runtime, request, user, query: { year, month, ...choice } }) => {
    const format = requestFormat(request, user);
    const reader = { ...user, firstWeekday: format.firstWeekday };
    const read = statisticsOf({ deps, runtime });
    const png = await getReviewPicture(read, reader, { year, month }, choice, format);
    if (!png) throw new AppError('NOT_FOUND', 'No plays of that time are archived.');
    return pictureResponse(request, png, { isPublic: false });
  }),
});
