import type { Deps } from '@/lib/deps';
import type { QueueMessage } from '@/lib/queue/queue';
import { MINUTE, SECOND } from '@/lib/shared/time';
import { nextAdaptivePoll } from './adaptive-polling';
import { isRetryable } from './breaker-state';
import { type BatchMessage, batchMessage, enrichMessage } from './messages';
import type { Recorded } from './record-plays';
import type { SortedReadings } from './sort-readings';

/** Delays before failed listeners of a batch are retried; after the last one the next tick covers them. */
const RETRY_AFTER_MS = [MINUTE, 5 * MINUTE, 15 * MINUTE];

/** After a rate-limit pause the batches are spread over this time instead of starting at once. */
const AFTER_PAUSE_SPREAD_MS = 5 * MINUTE;

type NextMessagesDeps = Pick<Deps, 'clock' | 'random' | 'spotify'>;

/** The same work after the rate-limit pause. */
export function messageAfterPause(
  deps: Pick<Deps, 'random'>,
  message: BatchMessage,
  until: Date,
  now: Date,
): QueueMessage {
  const delayMs = until.getTime() - now.getTime() + SECOND + deps.random() * AFTER_PAUSE_SPREAD_MS;
  return batchMessage(message, delayMs / SECOND, `:after:${until.toISOString()}`);
}

/** The messages to publish after a batch: retries, paused listeners, heavy listeners, artists to fetch. */
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
    recorded.artistsDue ? enrichMessage(now) : null,
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

/** One more poll for listeners who would overflow Spotify's window, timed for the fastest of them. */
function heavyListenersMessage(
  message: BatchMessage,
  sorted: SortedReadings,
  now: Date,
): QueueMessage | null {
  const polls = sorted.successful.flatMap(({ listener, outcome }) => {
    const at = outcome.ok ? nextAdaptivePoll(outcome.value.plays, now, message.nextRegularAt) : null;
    return at ? [{ userId: listener.id, at }] : [];
  });
  if (polls.length === 0) return null;
  const first = Math.min(...polls.map((poll) => poll.at.getTime()));
  const part = `extra-${Number(message.part?.split('-')[1] ?? 0) + 1}`;
  const extraPoll: BatchMessage = { ...message, userIds: polls.map((poll) => poll.userId), part, attempt: 0 };
  const origin = message.attempt > 0 ? `:from-retry:${message.attempt}` : '';
  return batchMessage(extraPoll, (first - now.getTime()) / SECOND, origin);
}
