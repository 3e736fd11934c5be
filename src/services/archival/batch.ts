import pMap from 'p-map';
import { z } from 'zod';
import { isDatabaseUnavailable } from '@/lib/db/database-unavailable';
import type { Deps } from '@/lib/deps';
import { findDone, generateIdempotencyKey, markDone } from '@/lib/idempotency';
import { rejectedItemsLabel } from '@/lib/shared/archival/rejected-items';
import { count, milliseconds } from '@/lib/shared/schema-parts';
import { EMPTY_PAGE } from '@/lib/spotify/recently-played';
import { findListenersToPoll, type PolledListener } from '@/repositories/archival/polled-listener-repository';
import { publishOrStore } from '@/services/queue-outbox';
import { pauseOfAnyProcess, storeOwnPause } from './app-pause';
import { stateAfter, treatMassInvalidGrantAsOutage } from './breaker-state';
import type { PolledShare } from './compose-batch';
import { logPolls } from './log-polls';
import type { BatchMessage } from './messages';
import { messageAfterPause, nextMessages } from './next-messages';
import { type Reading, readListener, unexpectedFailure } from './read-listener';
import { nothingRecorded, type Recorded, recordPlays } from './record-plays';
import { isEmpty, rejectedItemsIn, type SortedReadings, sortReadings } from './sort-readings';

/** Calls to Spotify at one time from one batch. */
const CONCURRENCY = 10;

export type BatchDeps = Pick<
  Deps,
  'db' | 'kv' | 'queue' | 'spotify' | 'seal' | 'clock' | 'random' | 'logger' | 'archiveEveryMinutes'
>;

export const BatchReport = z.object({
  successful: count,
  skipped: count.describe(
    'Already done for this slot, no longer connected, or held back by an open breaker.',
  ),
  failed: count,
  deferred: count.describe('Put back on the queue because Spotify rate-limits the application.'),
  newPlays: count,
  gapsOpened: count,
  rejectedItems: count,
  durationMs: milliseconds,
});
export type BatchReport = z.output<typeof BatchReport>;

/**
 * Archives up to 50 listeners: polls Spotify in parallel, writes once, and requeues only failed listeners. Safe to run
 * twice, also concurrently. Throws when the database is down, so that the queue delivers the whole message again.
 */
export async function runBatch(deps: BatchDeps, message: BatchMessage): Promise<BatchReport> {
  const startedAt = deps.clock.now();
  const pause = await pauseOfAnyProcess(deps);
  if (pause) {
    await publishOrStore(deps, [messageAfterPause(deps, message, pause.until, startedAt)]);
    return report(deps, startedAt, { deferred: message.userIds.length });
  }
  const listeners = await listenersLeft(deps, message);
  const sorted = sortReadings(treatMassInvalidGrantAsOutage(await readAll(deps, listeners)));
  const recorded = await write(deps, message, sorted);
  const written = sorted.successful.filter((r) => !recorded.unwritten.includes(r.listener.id));
  // Next messages are published before listeners are marked as done: after a crash in between, the redelivered message
  // publishes them again.
  const messages = nextMessages(deps, message, sorted, recorded);
  await publishOrStore(deps, messages);
  const keys = written.map((r) => generateIdempotencyKey(r.listener.id, message.slot, message.part));
  if (keys.length > 0) await markDone(deps.kv, keys, deps.logger);
  return report(deps, startedAt, {
    successful: written.length,
    skipped: message.userIds.length - listeners.length,
    failed: sorted.failed.length + recorded.unwritten.length,
    deferred: sorted.paused.length,
    newPlays: sum([...recorded.newPlays.values()]),
    gapsOpened: recorded.gapsOpened,
    rejectedItems: rejectedItemsIn(sorted),
  });
}

/** Listeners not yet done for this slot that may be polled. */
async function listenersLeft(deps: BatchDeps, message: BatchMessage): Promise<PolledListener[]> {
  const keyOf = (id: number) => generateIdempotencyKey(id, message.slot, message.part);
  const done = await findDone(deps.kv, message.userIds.map(keyOf), deps.logger);
  const open = message.userIds.filter((id) => !done.has(keyOf(id)));
  return findListenersToPoll(deps.db, open, deps.clock.now());
}

const readAll = (deps: BatchDeps, listeners: readonly PolledListener[]): Promise<Reading[]> =>
  pMap(
    listeners,
    async (listener) => {
      try {
        return await readListener(deps, listener);
      } catch (error) {
        if (isDatabaseUnavailable(error)) throw error;
        return unexpectedFailure(listener, error);
      }
    },
    { concurrency: CONCURRENCY },
  );

async function write(deps: BatchDeps, message: BatchMessage, sorted: SortedReadings): Promise<Recorded> {
  const now = deps.clock.now();
  await storeOwnPause(deps, sorted.paused[0]?.id ?? null);
  const readings = [...sorted.successful, ...sorted.failed];
  if (readings.length === 0) return nothingRecorded();
  const shares = readings.map((reading) => toShare(reading, now));
  const skipped = message.userIds.length - shares.length - sorted.paused.length;
  const recorded = await recordPlays(deps, shares, { scheduled_for: message.slot, skipped });
  logPolls(deps.logger, readings, recorded);
  return recorded;
}

function toShare(reading: Reading, now: Date): PolledShare {
  const { listener, outcome } = reading;
  const page = outcome.ok ? outcome.value : EMPTY_PAGE;
  const counts = {
    successful: Number(outcome.ok),
    failed: Number(!outcome.ok),
    rejected: page.rejectedItems.length,
    empty_answers: Number(listener.lastPolledAt !== null && isEmpty(reading)),
  };
  return { userId: listener.id, page, state: stateAfter(reading, now), counts };
}

const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);

const rejectedNote = (items: number) => (items > 0 ? { note: rejectedItemsLabel(items) } : {});

function report(
  deps: Pick<Deps, 'clock' | 'logger'>,
  startedAt: Date,
  counts: Partial<BatchReport>,
): BatchReport {
  const none = {
    successful: 0,
    skipped: 0,
    failed: 0,
    deferred: 0,
    newPlays: 0,
    gapsOpened: 0,
    rejectedItems: 0,
  };
  const full = { ...none, ...counts, durationMs: deps.clock.now().getTime() - startedAt.getTime() };
  deps.logger.info({ ...full, ...rejectedNote(full.rejectedItems) }, 'batch archived');
  return full;
}
