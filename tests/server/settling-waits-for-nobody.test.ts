import { expect, it } from 'vitest';
import { systemClock } from '@/lib/clock';
import { createLogger } from '@/lib/logger';
import { lockListenerForWriting } from '@/repositories/archival/listener-lock-repository';
import { settleRollups } from '@/services/catalogue/settle-rollups';
import { poll, release } from '../support/music';
import { useStageDatabase } from '../support/stage-database';

const database = useStageDatabase();

it('a listener who is being written is settled later, and nobody waits for that', async () => {
  const db = database.db();
  const deps = { db, clock: systemClock, logger: createLogger('silent') };
  const [held, free] = [
    await db.user.create({ data: { spotifyId: 'held' } }),
    await db.user.create({ data: { spotifyId: 'free' } }),
  ];
  for (const { id } of [held, free]) await poll(db, id, [0, release('song')]);
  const waiting = async () => (await db.staleRollup.findMany()).map(({ userId }) => userId);
  await db.staleRollup.createMany({ data: [held, free].map(({ id }) => ({ userId: id, artistIds: [] })) });

  // Were the row waited for, this transaction would time out: it ends after the settling.
  await db.$transaction(async (tx) => {
    await lockListenerForWriting(tx, held.id);
    await settleRollups(deps);
    expect(await waiting()).toEqual([held.id]);
  });
  await settleRollups(deps);
  expect(await waiting()).toEqual([]);
});
