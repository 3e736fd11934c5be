import { AppError } from '@/lib/app-error';

/** How many pictures may wait; half a minute of painting. */
const MOST_WAITING = 100;

let previous: Promise<unknown> = Promise.resolve();
let waiting = 0;

/** Paints one picture at a time: painting is CPU-bound, and many at once must not slow the pages down. @throws AppError UNAVAILABLE. */
export function paintInTurn<T>(paint: () => Promise<T>): Promise<T> {
  if (waiting >= MOST_WAITING)
    throw new AppError(
      'UNAVAILABLE',
      'Many pictures are being made right now. Please try again in a moment.',
      {
        retryAfterSeconds: 30,
      },
    );
  waiting += 1;
  const result = previous.then(paint).finally(() => {
    waiting -= 1;
  });
  previous = result.catch(() => undefined);
  return result;
}
