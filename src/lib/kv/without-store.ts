import type { Logger } from '@/lib/logger';
import { isKeyValueUnavailable } from './key-value';

/**
 * What `work` gives; while the key-value store is down, `otherwise`.
 * @param effect what that means, for the log.
 */
export async function orWithoutStore<T>(
  logger: Pick<Logger, 'warn'>,
  effect: string,
  work: () => Promise<T>,
  otherwise: T,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!isKeyValueUnavailable(error)) throw error;
    logger.warn({ err: error }, `key-value store unavailable: ${effect}`);
    return otherwise;
  }
}
