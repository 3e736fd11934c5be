import type { Logger } from 'pino';
import { type KeyValue, listenerKeys } from '@/lib/kv/key-value';
import { orWithoutStore } from '@/lib/kv/without-store';
import { HOUR, SECOND } from '@/lib/shared/time';

/** Far longer than the last retry of the hour; ends before the same hour of the next day is over. */
const DONE_TTL_SECONDS = (25 * HOUR) / SECOND;

/**
 * The key of one listener's poll in one scheduled slot: `user:{id}:archive:{YYYY-MM-DD-HH}` in UTC, with `-MM`
 * when the slot is not on a full hour, and `:{part}` for a further run within the slot.
 * @param slot when the run was due (not when it happens), so that a late retry keeps its key.
 */
export function generateIdempotencyKey(userId: number, slot: Date, part?: string): string {
  const iso = slot.toISOString();
  const minutes = iso.slice(14, 16);
  const hour = `${iso.slice(0, 10)}-${iso.slice(11, 13)}${minutes === '00' ? '' : `-${minutes}`}`;
  return `${listenerKeys(userId)}archive:${hour}${part === undefined ? '' : `:${part}`}`;
}

/** Which of the keys are marked as done. None while the store is down: repeating the work is safe. */
export async function findDone(
  kv: KeyValue,
  keys: readonly string[],
  logger: Pick<Logger, 'warn'>,
): Promise<ReadonlySet<string>> {
  const values = await orWithoutStore(logger, 'finished work may be repeated', () => kv.getMany(keys), []);
  return new Set(keys.filter((_, index) => (values[index] ?? null) !== null));
}

/** Marks the keys as done, in one round trip. A store that is down is logged; the work may then be repeated. */
export async function markDone(
  kv: KeyValue,
  keys: readonly string[],
  logger: Pick<Logger, 'warn'>,
): Promise<void> {
  const entries = keys.map((key) => [key, '1'] as const);
  const record = () => kv.setMany(entries, DONE_TTL_SECONDS);
  await orWithoutStore(logger, 'finished work was not recorded', record, undefined);
}
