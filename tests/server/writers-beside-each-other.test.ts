import { expect, it } from 'vitest';
import { AppError } from '@/lib/app-error';
import { systemClock } from '@/lib/clock';
import { createLogger } from '@/lib/logger';
import { saveArtistDetails } from '@/repositories/catalogue/artist-repository';
import { removePlays, undoRemoval } from '@/services/history/remove-plays';
import { surroundDatabase } from '../support/effects';
import { expectRollupsEqualRecount } from '../support/expect-archive';
import { DatabaseArchive } from '../support/lives/database-archive';
import { type Event, inventWorld, type Listener } from '../support/lives/world';
import { poll, release } from '../support/music';
import { useStageDatabase } from '../support/stage-database';

const database = useStageDatabase({ maxConnections: 16 });

const WORKERS = 2;

/** Every second event, so that two workers write overlapping pages and files of one listener. */
const shareOf = (events: readonly Event[], listener: Listener, worker: number): Event[] =>
  events.filter((event) => event.listener === listener).filter((_, index) => index % WORKERS === worker);

/** A play may be reported otherwise, and stand elsewhere, before it is removed. */
function unlessGone(error: unknown): null {
  if (error instanceof AppError && error.code === 'NOT_FOUND') return null;
  throw error;
}

it('a poll is written though another write comes between whenever it is compared', async () => {
  const plain = database.db();
  await database.reset();
  const { id: userId } = await plain.user.create({ data: { spotifyId: 'ada' } });
  await poll(plain, userId, [0, release('song')]);
  const anotherWrite = () =>
    plain.$transaction(async (tx) => {
      await tx.$queryRaw`SELECT FROM users WHERE id = ${userId} FOR NO KEY UPDATE NOWAIT`;
      await tx.$executeRaw`
        WITH copied AS (INSERT INTO play_origins (sources, created_at, first_id)
          SELECT sources, created_at, first_id FROM play_origins LIMIT 1 RETURNING id)
        UPDATE play_events e SET origin_id = copied.id FROM copied WHERE e.user_id = ${userId}`;
    });
  const unlessLocked = (error: Error) => {
    if (!error.message.includes('could not obtain lock')) throw error;
  };
  let writes = 0;
  const db = surroundDatabase(plain, async (_effect, run) => {
    const answer = await run();
    await anotherWrite().then(() => (writes += 1), unlessLocked);
    return answer;
  });
  await poll(db, userId, [5, release('other')]);
  expect(writes).toBeGreaterThan(1);
  expect(await plain.playEvent.count()).toBe(2);
  expect(await plain.rejectedItem.count()).toBe(0);
});

it('polls, files, renewals, genres and removals at one time leave no deadlock, and the figures of a recount', async () => {
  const lines: string[] = [];
  const logger = createLogger('info', { write: (line) => lines.push(line) });
  const db = database.db();
  const archive = await DatabaseArchive.create(db, logger);
  const { events } = inventWorld(7, { least: 60, most: 120 });
  let isDone = false;

  const writers = (['a', 'b', 'hostile'] as const).flatMap((listener) =>
    Array.from({ length: WORKERS }, async (_, worker) => {
      for (const event of shareOf(events, listener, worker)) await archive.take(event);
    }),
  );
  const enrichment = (async () => {
    for (let round = 0; !isDone; round += 1) {
      const artists = await db.artist.findMany({ where: { claimedBy: null, spotifyId: { not: null } } });
      const details = artists.map(({ spotifyId, name }, index) => ({
        spotifyId: spotifyId ?? '',
        name,
        imageUrl: null,
        genres: [`genre ${(index + round) % 3}`],
      }));
      await saveArtistDetails(db, details, new Date());
      await archive.settleOnce();
    }
  })();
  const removals = (async () => {
    const deps = { db, clock: systemClock };
    while (!isDone) {
      const play = await db.playEvent.findFirst({ orderBy: { playedAt: 'asc' } });
      if (!play) continue;
      const { userId, playedAt, trackId } = play;
      const removal = await removePlays(deps, userId, { what: 'play', playedAt, trackId }).catch(unlessGone);
      if (removal) await undoRemoval(deps, userId, removal.id);
    }
  })();
  await Promise.all(writers);
  isDone = true;
  await Promise.all([enrichment, removals]);
  await archive.settle();

  expect(lines.filter((line) => /deadlock|40P01/i.test(line))).toEqual([]);
  expect(lines.filter((line) => line.includes('listener write failed'))).toEqual([]);
  await expectRollupsEqualRecount(db, 'after all of it');
}, 300_000);
