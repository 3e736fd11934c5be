import { AppError } from '@/lib/app-error';
import { publicRoute } from '@/middleware/public-route';
import { route } from '@/middleware/route';

/** An API caller expects JSON, also when the address is wrong. */
const notFound = publicRoute(
  { summary: 'An address that does not exist', answers: {}, errors: [404] },
  () => {
    throw new AppError('NOT_FOUND', 'There is no such address.');
  },
);

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: notFound,
  POST: notFound,
  PUT: notFound,
  PATCH: notFound,
  DELETE: notFound,
});
