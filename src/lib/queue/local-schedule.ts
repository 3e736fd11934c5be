import { Cron } from 'croner';
import { z } from 'zod';
import { wasSetBack } from '@/lib/clock';
import { type LocalQueue, toJob } from '@/lib/queue/local-queue';
import { DELIVERIES, newMessageId, stableId } from '@/lib/queue/local-storage';
import { DEFAULT_RETRIES } from '@/lib/queue/queue';

const Schedules = z.array(
  z.object({
    cron: z.string(),
    created_on: z.date(),
    data: z.object({ id: z.string(), path: z.string() }),
  }),
);
type Schedule = z.output<typeof Schedules>[number];

const READ_SCHEDULES = 'SELECT cron, created_on, data FROM pgboss.schedule ORDER BY name';

/** The last slot that is due, if the schedule existed by then. One made by a clock that was ahead existed. */
function lastSlot({ cron, created_on }: Schedule, now: Date): Date | null {
  // croner finds slots strictly before an instant; a slot is due in its own second.
  const [slot] = new Cron(cron, { timezone: 'UTC', paused: true }).previousRuns(
    1,
    new Date(now.getTime() + 1000),
  );
  return slot && slot <= now && (slot >= created_on || wasSetBack(created_on, now)) ? slot : null;
}

/**
 * Stores a message for every schedule whose last slot has none yet. Of the slots that passed while this machine was off
 * or asleep, the last one is caught up: a laptop that is never on at the full hour is still archived.
 */
export async function storeDueTicks(queue: LocalQueue, now: Date): Promise<number> {
  const { storage, settings } = queue;
  const boss = await storage.open();
  const schedules = Schedules.parse(await storage.query(READ_SCHEDULES));
  let stored = 0;
  for (const schedule of schedules) {
    const slot = lastSlot(schedule, now);
    if (!slot) continue;
    const { id, path } = schedule.data;
    const deduplicationId = `schedule:${id}:${slot.toISOString()}`;
    // Checked first, because a finished message moves to the archive table, where its id no longer prevents a second one.
    if (await boss.getJobById(DELIVERIES, stableId(deduplicationId), { includeArchive: true })) continue;
    const message = { messageId: newMessageId(), path, body: '{}', deduplicationId };
    await boss.insert([toJob(settings, message, DEFAULT_RETRIES)]);
    stored += 1;
  }
  return stored;
}

/**
 * Frees the ids of ticks and messages of a clock that was ahead: else its slots would count as done when they come. What still
 * waits for that time is delivered now. $1: the present time, ISO.
 */
const freeIdsAhead = (table: string, waiting: string) => `
  UPDATE pgboss.${table} SET id = gen_random_uuid()${waiting}
   WHERE created_on > now() + interval '1 minute'
      OR (data->>'deduplicationId' LIKE 'schedule:%' AND right(data->>'deduplicationId', 24) > $1)`;
const DELIVERED_NOW = ', start_after = least(start_after, now()), started_on = least(started_on, now())';

/** Keeps the schedules of a queue; resolves with how many ticks were due. Sees when the clock is set back, or was before the start. */
export function createScheduleKeeper(queue: LocalQueue): () => Promise<number> {
  const { storage, settings } = queue;
  let checkedAt: Date | null = null;
  return async () => {
    const now = settings.clock.now();
    if (checkedAt === null || wasSetBack(checkedAt, now)) {
      await storage.open();
      await storage.query(freeIdsAhead('job', DELIVERED_NOW), [now.toISOString()]);
      await storage.query(freeIdsAhead('archive', ''), [now.toISOString()]);
    }
    checkedAt = now;
    return storeDueTicks(queue, now);
  };
}
