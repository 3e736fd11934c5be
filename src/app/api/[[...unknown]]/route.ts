import { AppError } from '@/lib/app-error';
import { publicRoute } from '@/middleware/public-route';

/** An API caller expects JSON, also when the address is wrong. */
const notFound = publicRoute({}, () => {
  throw new AppError('NOT_FOUND', 'There is no such address.');
});

export const GET = notFound;
export const POST = notFound;
export const PUT = notFound;
export const PATCH = notFound;
export const DELETE = notFound;
