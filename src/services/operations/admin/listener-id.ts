import { LARGEST_ID } from '@/lib/shared/largest-id';
import { err, ok, type Result } from '@/lib/shared/result';

/** The id of a listener as an argument. */
export function readListenerId(text: string | undefined): Result<number, string> {
  const id = /^\d+$/.test(text ?? '') ? Number(text) : 0;
  return id >= 1 && id <= LARGEST_ID
    ? ok(id)
    : err(
        `Name a listener by its number${text === undefined ? '' : `, not "${text}"`}: "listeners" lists them.`,
      );
}

export const noListener = (id: number): Result<never, string> =>
  err(`There is no listener ${id}: "listeners" lists them.`);
