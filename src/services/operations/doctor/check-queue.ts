import type { Deps } from '@/lib/deps';
import { faultReason } from '@/lib/fault-reason';
import { askQstashKeys, type QstashAccess } from '@/lib/queue/qstash-keys';
import { isQueueUnavailable } from '@/lib/queue/queue';
import { MINUTE } from '@/lib/shared/time';
import { countStoredMessages } from '@/repositories/queue-outbox-repository';
import { type Finding, fine, problem, warning } from './finding';

/** A message that is due longer than this is not being worked off. */
const LATE_MS = 10 * MINUTE;

export interface QueueDeps extends Pick<Deps, 'db' | 'queue' | 'clock'> {
  fetch: typeof fetch;
  /** Null: the queue in the database. */
  qstash: QstashAccess | null;
}

/** Whether the queue answers, delivers, signs with keys that are known here, and has given nothing up. */
export async function checkQueue({
  db,
  queue,
  clock,
  fetch: fetcher,
  qstash,
}: QueueDeps): Promise<Finding[]> {
  try {
    const { due, oldestDueAt, deadLetters } = await queue.inspect();
    const outbox = await countStoredMessages(db);
    const now = clock.now().getTime();
    const isLate = oldestDueAt !== null && now - oldestDueAt.getTime() > LATE_MS;
    return [
      isLate
        ? problem(
            `${due} message(s) have been due since ${oldestDueAt.toISOString()}: nobody delivers them.`,
            DELIVER,
          )
        : fine(qstash ? 'QStash answers.' : 'The queue in the database answers.'),
      ...(qstash ? await checkSigningKeys(fetcher, qstash) : []),
      ...(outbox.since === null
        ? []
        : [warning(`${outbox.waiting} message(s) wait until the queue accepts them.`, OUTBOX)]),
      ...(deadLetters > 0 ? [warning(`${deadLetters} message(s) could not be delivered.`, DEAD)] : []),
    ];
  } catch (error) {
    if (!isQueueUnavailable(error)) throw error;
    return [problem(`The queue does not answer: ${faultReason(error)}.`, QSTASH)];
  }
}

async function checkSigningKeys(fetcher: typeof fetch, qstash: QstashAccess): Promise<Finding[]> {
  const keys = await askQstashKeys(fetcher, qstash);
  if (keys === null) return [];
  const known = [qstash.currentSigningKey, qstash.nextSigningKey];
  if (!known.includes(keys.current)) {
    return [problem('QStash signs with a key that is not in the settings: every delivery is refused.', KEYS)];
  }
  if (known.includes(keys.next)) return [];
  return [
    warning('Its next signing key is not in the settings: rolling the keys would stop deliveries.', KEYS),
  ];
}

const KEYS =
  'Copy QSTASH_CURRENT_SIGNING_KEY and QSTASH_NEXT_SIGNING_KEY from the Upstash console, and restart the server.';
const DELIVER = 'Start the server; if it runs, look in its log for "delivery".';
const OUTBOX = 'A running server publishes them within a minute, once the queue answers.';
const DEAD = 'Look at them with: npm run admin -- dead-letters';
const QSTASH =
  'Compare QSTASH_TOKEN and QSTASH_URL with the Upstash console, and see whether QStash is reachable from here.';
