import { z } from 'zod';
import type { Deps } from '@/lib/deps';
import type { Logger } from '@/lib/logger';
import { count, instant } from '@/lib/shared/schema-parts';
import { MINUTE, SECOND } from '@/lib/shared/time';
import { markRunPaused, markRunPublished, recordTick } from '@/repositories/archival/archive-run-repository';
import { countPollable, findPollableIds } from '@/repositories/archival/polled-listener-repository';
import { findSpotifyPause } from '@/repositories/archival/spotify-pause-repository';
import { hasTracksToLookUp } from '@/repositories/catalogue/claimed-track-repository';
import { sweepRecordings } from '@/services/catalogue/sweep-recordings';
import { resumeStalledWork } from '@/services/chunked-work';
import { DAILY_PRUNING, prune } from '@/services/operations/prune';
import { drainOutbox, publishOrStore } from '@/services/queue-outbox';
import { endOverdue, endPutOff } from './end-overdue';
import { batchMessage, lookUpMessage, type Tick } from './messages';
import { noticeSchedule } from './schedule';

export const BATCH_SIZE = 50;
/** Batches published with one call to the queue. */
const BATCHES_PER_PUBLISH = 20;

export const TickReport = z.object({
  scheduledFor: instant,
  batches: count,
  users: count,
  repeated: z
    .boolean()
    .describe('True when the same scheduled time was handled before; the queue deduplicates the messages.'),
  pausedUntil: instant.nullable(),
});
export type TickReport = z.output<typeof TickReport>;

type TickDeps = Pick<Deps, 'db' | 'queue' | 'clock' | 'logger' | 'archiveEveryMinutes' | 'retention'>;

/**
 * Handles one tick of the schedule: records it under its scheduled UTC time and spreads the polls evenly over the time
 * until the next. Idempotent; memory does not grow with the number of listeners.
 */
export async function scheduleArchive(deps: TickDeps, tick: Tick): Promise<TickReport> {
  const now = deps.clock.now();
  const intervalMs = deps.archiveEveryMinutes * MINUTE;
  const slot = scheduledTime(tick.scheduledFor ?? now, intervalMs);
  await endPutOff(deps);
  const run = await recordTick(deps.db, slot, now, intervalMs);
  await endOverdue(deps);
  await resumeStalledWork(deps);
  await drainOutbox(deps);
  const report = await publishTick(deps, slot, now, run.ticks > 1);
  await noticeSchedule(deps);
  if (run.isFirstOfDay) {
    await sweepRecordings(deps);
    await prune(deps, DAILY_PRUNING);
  }
  await lookUpHourly(deps, slot);
  logTick(deps.logger, report, run.missedBefore);
  return report;
}

/** Once an hour: in development mode Spotify answers few calls a day, and polls come first. */
async function lookUpHourly(deps: TickDeps, slot: Date): Promise<void> {
  if (slot.getUTCMinutes() !== 0 || !(await hasTracksToLookUp(deps.db, deps.clock.now()))) return;
  await publishOrStore(deps, [lookUpMessage(slot)]);
}

/** One line for each tick; a warning where earlier ones were missed. */
function logTick(logger: Logger, report: TickReport, missed: number): void {
  if (missed > 0 && !report.repeated)
    logger.warn({ ...report, missed }, 'archive tick, earlier ones were missed');
  else logger.info(report, 'archive tick');
}

async function publishTick(deps: TickDeps, slot: Date, now: Date, repeated: boolean): Promise<TickReport> {
  const report = { scheduledFor: slot.toISOString(), repeated };
  const pause = await findSpotifyPause(deps.db, now);
  const nextTick = new Date(slot.getTime() + deps.archiveEveryMinutes * MINUTE);
  if (pause && pause.until >= nextTick) {
    await markRunPaused(deps.db, slot, pause.until);
    return { ...report, batches: 0, users: 0, pausedUntil: pause.until.toISOString() };
  }
  const published = await publishBatches(deps, slot, pause?.until ?? now, nextTick);
  await markRunPublished(deps.db, slot, { publishedAt: now, ...published });
  return { ...report, ...published, pausedUntil: pause?.until.toISOString() ?? null };
}

/** The scheduled time of an instant: the start of its hour, or of its shorter interval. UTC. */
const scheduledTime = (at: Date, intervalMs: number): Date =>
  new Date(Math.floor(at.getTime() / intervalMs) * intervalMs);

async function publishBatches(deps: TickDeps, slot: Date, from: Date, nextTick: Date) {
  const now = deps.clock.now();
  const pageSize = BATCH_SIZE * BATCHES_PER_PUBLISH;
  const room = Math.max(0, nextTick.getTime() - from.getTime());
  let batches = 0;
  let users = 0;
  let expected = 0;
  for (let afterId = 0; ; ) {
    const ids = await findPollableIds(deps.db, afterId, pageSize, now);
    // A first page that is not full holds everyone, so no count is needed.
    const total = expected === 0 && ids.length === pageSize ? await countPollable(deps.db, now) : ids.length;
    expected ||= Math.max(1, Math.ceil(total / BATCH_SIZE));
    const messages = chunk(ids, BATCH_SIZE).map((userIds, i) => {
      const startsAt = from.getTime() + (Math.min(batches + i, expected - 1) * room) / expected;
      const nextRegularAt = new Date(startsAt + deps.archiveEveryMinutes * MINUTE);
      const message = { slot, batch: batches + i, userIds, attempt: 0, nextRegularAt };
      return batchMessage(message, (startsAt - now.getTime()) / SECOND);
    });
    await publishOrStore(deps, messages);
    batches += messages.length;
    users += ids.length;
    const last = ids.at(-1);
    if (last === undefined || ids.length < pageSize) return { batches, users };
    afterId = last;
  }
}

function chunk<T>(items: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, i) =>
    items.slice(i * size, (i + 1) * size),
  );
}
