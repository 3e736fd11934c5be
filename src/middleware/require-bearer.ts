import { hash, timingSafeEqual } from 'node:crypto';
import { AppError } from '@/lib/app-error';

/**
 * Requires `Authorization: Bearer TOKEN` of the operator's machines, in constant time.
 * @throws AppError NOT_FOUND where no token is set, UNAUTHORIZED without the right one.
 */
export function requireBearer({ headers }: Pick<Request, 'headers'>, token: string | undefined): void {
  if (token === undefined) throw new AppError('NOT_FOUND', 'There is no such address.');
  if (timingSafeEqual(digest(headers.get('authorization') ?? ''), digest(`Bearer ${token}`))) return;
  throw new AppError('UNAUTHORIZED', 'This needs the operator’s token, as a Bearer token.');
}

const digest = (text: string): Buffer => hash('sha256', text, 'buffer');
