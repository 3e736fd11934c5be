import type { Deps } from '@/lib/deps';
import type { QueueMessage } from '@/lib/queue/queue';
import { MINUTE, SECOND } from '@/lib/shared/time';
import { nextAdaptivePoll } from './adaptive-polling';
import { isRetryable } from './breaker-state';
import { type BatchMessage, batchMessage, enrichMessage } from './messages';
import type { Recorded } from './record-plays';
import type { SortedReadings } from './sort-readings';

/** Waits before the failed listeners of a batch are tried again; after the last, the next tick comes anyway. */
const RETRY_AFTER_MS = [MINUTE, 5 * MINUTE, 15 * MINUTE];

/** After a silence the batches come back spread over this time, not all in its first second. */
const AFTER_PAUSE_SPREAD_MS = 5 * MINUTE;

type NextMessagesDeps = Pick<Deps, 'clock' | 'random' | 'spotify'>;

/** The same work once Spotify's silence has passed. */
export function messageAfterPause(
  deps: Pick<Deps, 'random'>,
  message: BatchMessage,
  until: Date,
  now: Date,
): QueueMessage {
  const delayMs = until.getTime() - now.getTime() + SECOND + deps.random() * AFTER_PAUSE_SPREAD_MS;
  return batchMessage(message, delayMs / SECOND, `:after:${until.toISOString()}`);
}

/** Every message that a finished batch leaves behind: retries, the paused, heavy listeners, artists to look up. */
export function nextMessages(
  deps: NextMessagesDeps,
  message: BatchMessage,
  sorted: SortedReadings,
  recorded: Recorded,
): QueueMessage[] {
  const now = deps.clock.now();
  return [
    retryFailedArchival(message, sorted, recorded),
    pausedMessage(deps, message, sorted, now),
    heavyListenersMessage(message, sorted, now),
    recorded.artistsDue ? enrichMessage(now, 0, 0) : null,
  ].filter((m) => m !== null);
}

/** The failed listeners of a batch once more, after 1, 5 and 15 minutes; null after the last attempt. */
function retryFailedArchival(
  message: BatchMessage,
  sorted: SortedReadings,
  recorded: Recorded,
): QueueMessage | null {
  const wait = RETRY_AFTER_MS[message.attempt];
  const failed = sorted.failed.filter((r) => isRetryable(r.failure)).map((r) => r.listener.id);
  const userIds = [...failed, ...recorded.unwritten];
  if (wait === undefined || userIds.length === 0) return null;
  const attempt = message.attempt + 1;
  return batchMessage({ ...message, userIds, attempt }, wait / SECOND, `:retry:${attempt}`);
}

function pausedMessage(
  deps: NextMessagesDeps,
  message: BatchMessage,
  sorted: SortedReadings,
  now: Date,
): QueueMessage | null {
  const pause = deps.spotify.currentPause();
  if (sorted.paused.length === 0) return null;
  const until = pause?.until ?? now;
  const userIds = sorted.paused.map((listener) => listener.id);
  return messageAfterPause(deps, { ...message, userIds }, until, now);
}

/** One further message for all who would overflow Spotify's window, timed for the hastiest of them. */
function heavyListenersMessage(
  message: BatchMessage,
  sorted: SortedReadings,
  now: Date,
): QueueMessage | null {
  const looks = sorted.successful.flatMap(({ listener, outcome }) => {
    const at = outcome.ok ? nextAdaptivePoll(outcome.value.plays, now, message.nextRegularAt) : null;
    return at ? [{ userId: listener.id, at }] : [];
  });
  if (looks.length === 0) return null;
  const first = Math.min(...looks.map((look) => look.at.getTime()));
  const part = `extra-${Number(message.part?.split('-')[1] ?? 0) + 1}`;
  const further: BatchMessage = { ...message, userIds: looks.map((look) => look.userId), part, attempt: 0 };
  const origin = message.attempt > 0 ? `:from-retry:${message.attempt}` : '';
  return batchMessage(further, (first - now.getTime()) / SECOND, origin);
}
