import { z } from 'zod';
import { DEAD_LETTERS, DELIVERIES, type LocalStorage } from '@/lib/queue/local-storage';
import type { QueueFigures, QueueSchedule, ScheduleState } from '@/lib/queue/queue';

/** A message of a worker that died counts as waiting only when its time is up. */
const FIGURES = `
  SELECT
    count(*) FILTER (WHERE name = $1 AND start_after <= now())::int AS due,
    min(start_after) FILTER (WHERE name = $1 AND start_after <= now()) AS "oldestDueAt",
    count(*) FILTER (WHERE name = $2)::int AS "deadLetters"
  FROM pgboss.job WHERE state < 'active' AND name IN ($1, $2)`;

const figures = z.tuple([
  z.object({ due: z.number(), oldestDueAt: z.date().nullable(), deadLetters: z.number() }),
]);

/** What waits in the local queue. */
export async function inspectStored(storage: LocalStorage): Promise<QueueFigures> {
  await storage.open();
  const [row] = figures.parse(await storage.query(FIGURES, [DELIVERIES, DEAD_LETTERS]));
  return row;
}

const schedules = z.array(z.object({ cron: z.string() }));

/** Whether the local queue has the schedule as it was stored. Nobody else has this database, so it is never `taken`. */
export async function checkStoredSchedule(
  storage: LocalStorage,
  { id, cron }: QueueSchedule,
): Promise<ScheduleState> {
  await storage.open();
  const [stored] = schedules.parse(
    await storage.query('SELECT cron FROM pgboss.schedule WHERE name = $1', [`schedule-${id}`]),
  );
  if (!stored) return 'missing';
  return stored.cron === cron ? 'ours' : 'changed';
}
