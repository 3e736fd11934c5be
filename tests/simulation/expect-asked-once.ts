import { expect } from 'vitest';
import { batchSchema } from '@/services/archival/messages';
import type { World } from './world';

/**
 * A tick that comes again makes nothing twice: within ten minutes the queue takes its messages for the same, later the
 * batch finds its listeners done. Except for adaptive polls, each listener is polled once.
 */
export async function expectAskedOnce({ db, stage, listeners, tickedThrice }: World): Promise<void> {
  if (!tickedThrice) return;
  const { from, until } = tickedThrice;
  const slot = Math.floor(from / 3_600_000) * 3_600_000;
  const batches = stage.queue.published
    .filter(({ path }) => path === '/api/queue/archive-batch')
    .map(({ body }) => batchSchema.parse(body))
    .filter((batch) => batch.slot.getTime() === slot);
  expect(batches.filter(({ part, attempt }) => !part && attempt === 0).length, 'batches of three ticks').toBe(
    2,
  );
  const { recent } = stage.simulator.control.requests();
  for (const { id } of listeners) {
    const { id: userId } = await db.user.findUniqueOrThrow({ where: { spotifyId: id } });
    const extra = batches.filter(({ part, userIds }) => part && userIds.includes(userId)).length;
    const calls = recent.filter(
      ({ at, listener, path }) =>
        from <= at && at < until && listener === id && path.endsWith('/recently-played'),
    );
    expect(calls.length, `${id}: calls in the hour of three ticks`).toBe(1 + extra);
  }
}
