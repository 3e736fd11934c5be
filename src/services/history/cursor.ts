import { z } from 'zod';
import { AppError } from '@/lib/app-error';
import { EARLIEST_INSTANT, LATEST_INSTANT } from '@/lib/shared/history/play-bounds';
import { LARGEST_ID } from '@/lib/shared/largest-id';

/** A cursor as a query gives it back. */
export const sentCursor = z.string().min(1).max(200).describe('`nextCursor` of the page before.');

/** A place in a list of a listener's that is ordered by time, then by id. */
export interface Place {
  at: Date;
  id: number;
}

/** A place as text for an address. Pass it back to get what comes after it. */
export const writeCursor = (userId: number, { at, id }: Place): string =>
  Buffer.from(`${userId}.${at.getTime()}.${id}`).toString('base64url');

const CURSOR = /^(\d{1,10})\.(-?\d{1,15})\.(\d{1,10})$/;

/** Throws a validation error for an invalid cursor, and not found for another listener's. */
export function readCursor(cursor: string, userId: number): Place {
  const parts = CURSOR.exec(Buffer.from(cursor, 'base64url').toString());
  const [at, id] = [new Date(Number(parts?.[2])), Number(parts?.[3])];
  if (!parts || at < EARLIEST_INSTANT || at > LATEST_INSTANT || id > LARGEST_ID)
    throw new AppError('VALIDATION_ERROR', 'cursor: give back the nextCursor of a page, unchanged', {
      field: 'cursor',
    });
  if (Number(parts[1]) !== userId)
    throw new AppError('NOT_FOUND', 'cursor: is not yours; leave it out to begin with the newest', {
      field: 'cursor',
    });
  return { at, id };
}
