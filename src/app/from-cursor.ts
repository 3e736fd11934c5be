import { AppError } from '@/lib/app-error';

/** A page of a list, from a cursor on. An invalid cursor, or somebody else's, begins again with the newest. */
export async function fromCursor<T>(
  cursor: string | undefined,
  read: (cursor?: string) => Promise<T>,
): Promise<{ page: T; isWrong: boolean }> {
  try {
    return { page: await read(cursor), isWrong: false };
  } catch (error) {
    if (!(error instanceof AppError) || error.details.field !== 'cursor') throw error;
    return { page: await read(), isWrong: true };
  }
}
