import { beforeEach, expect, it } from 'vitest';
import type { RootDatabase } from '@/lib/db/client';
import { createLogger } from '@/lib/logger';
import { MINUTE } from '@/lib/shared/time';
import type { ObservedPlay } from '@/lib/spotify/recently-played';
import { type PlayBatch, writePlayBatch } from '@/repositories/archival/play-batch-repository';
import { recordPlays } from '@/services/archival/record-plays';
import { repetitions } from '../support/depth';
import { expectRollupsEqualRecount } from '../support/expect-archive';
import { poll, release } from '../support/music';
import { useStageDatabase } from '../support/stage-database';

const database = useStageDatabase({ maxConnections: 8 });
const ROUNDS = repetitions(25, 200);
const NOW = new Date('2026-03-02T10:00:00Z');

type Writer = { userId: number; trackId: number; originId: number };
let writers: [Writer, Writer];
let lines: string[] = [];

/** As a poll does; what it logs is collected. */
async function record({ userId }: Writer, plays: ObservedPlay[]): Promise<void> {
  const logger = createLogger('info', { write: (line) => lines.push(line) });
  const deps = { db: database.db(), clock: { now: () => NOW, sleep: async () => {} }, logger };
  await recordPlays(deps, [{ userId, page: { plays, rejectedItems: [], isFull: false } }]);
}

beforeEach(async () => {
  const db = database.db();
  const writer = async (spotifyId: string): Promise<Writer> => {
    const { id: userId } = await db.user.create({ data: { spotifyId } });
    await poll(db, userId, [0, release('song')]);
    const { trackId, originId } = await db.playEvent.findFirstOrThrow({ where: { userId } });
    return { userId, trackId, originId };
  };
  lines = [];
  writers = [await writer('ada'), await writer('bob')];
});

type Ending = [start: string, end: string, skipped: boolean | null];

/** What a file tells: the `nth` minute's play with one ending, and a removed one with another. */
function batchOf(
  { userId, trackId, originId }: Writer,
  nth: number,
  of: { play: Ending; removed: Ending },
): PlayBatch {
  const playWith = ([start, end, skipped]: Ending): PlayBatch['plays'][number] => ({
    user_id: userId,
    played_at: new Date(NOW.getTime() + nth * MINUTE),
    track: null,
    track_id: trackId,
    ms_played: 31_000,
    context: null,
    sources: ['extended_history'],
    first_origin: null,
    skipped,
    reason_start: start,
    reason_end: end,
    reports: [],
  });
  const was = { was_played_at: new Date(0), was_track_id: trackId, first_origin: originId };
  const removed = { ...playWith(of.removed), ...was };
  return {
    now: NOW,
    source: 'import',
    plays: [playWith(of.play)],
    removed: [removed],
    replaced: [],
    listeners: [{ id: userId, page_is_full: false, page_oldest: null }],
    artists: [],
    albums: [],
    tracks: [],
    track_artists: [],
    contexts: [],
    rejected: [],
    run: null,
  };
}

it('files of two listeners that report the same new endings the other way round never wait for each other', async () => {
  const db = database.db();
  for (let round = 0; round < ROUNDS; round += 1) {
    const [one, other]: Ending[] = [
      [`start ${round}`, 'a', true],
      [`start ${round}`, 'b', false],
    ];
    if (!one || !other) throw new Error('unreachable');
    await Promise.all([
      writePlayBatch(db, batchOf(writers[0], round + 1, { play: one, removed: other })),
      writePlayBatch(db, batchOf(writers[1], round + 1, { play: other, removed: one })),
    ]);
  }
  expect(await db.playEnding.count()).toBe(2 * ROUNDS);
  await expectRollupsEqualRecount(db, 'afterwards');
});

it('an ending of which nothing says whether the play was skipped is stored once, though two add it at one time', async () => {
  const db = database.db();
  const unknown: Ending = ['clickrow', 'endplay', null];
  const batch = (writer: Writer, nth: number) => batchOf(writer, nth, { play: unknown, removed: unknown });
  let second: Promise<unknown> = Promise.resolve();
  await db.$transaction(async (tx) => {
    await writePlayBatch(tx, batch(writers[0], 1));
    second = writePlayBatch(db, batch(writers[1], 1));
    await waitingOrDone(db, second);
  });
  await second;
  expect(await db.playEnding.count()).toBe(1);
  await writePlayBatch(db, batch(writers[0], 2));
  expect(await db.playEvent.count({ where: { ending: { reasonStart: 'clickrow' } } })).toBe(3);
});

it('polls of two listeners that bring the same new music the other way round never wait for each other', async () => {
  const db = database.db();
  for (let round = 0; round < ROUNDS; round += 1) {
    const names = Array.from({ length: 8 }, (_, nth) => `${round}-${(nth * 5) % 8}`);
    const playsOf = (order: string[]) =>
      order.map((name, nth) => ({
        playedAt: new Date(NOW.getTime() + ((round + 1) * 10 + nth) * 4 * MINUTE),
        track: release(name, { name, artists: [{ spotifyId: `artist ${name}`, name: `Artist ${name}` }] }),
        context: { type: 'playlist', uri: `spotify:playlist:${name}` },
      }));
    await Promise.all([record(writers[0], playsOf(names)), record(writers[1], playsOf(names.toReversed()))]);
  }
  expect(lines).toEqual([]);
  expect(await db.playEvent.count()).toBe(2 + 2 * 8 * ROUNDS);
  expect(await db.track.count()).toBe(1 + 8 * ROUNDS);
  await expectRollupsEqualRecount(db, 'afterwards');
});

it('a poll that names what a deleted account had claimed waits for the deletion, and is written', async () => {
  const db = database.db();
  const [ada, bob] = writers;
  const artist = { name: 'Claimed', searchName: 'claimed', nameKey: 'claimed', claimedBy: bob.userId };
  await db.artist.create({ data: artist });
  let written: Promise<void> = Promise.resolve();
  await db.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT id FROM users WHERE id = ${bob.userId} FOR UPDATE`;
    const track = release('claimed', { artists: [{ spotifyId: 'named', name: 'Claimed' }] });
    written = record(ada, [{ playedAt: new Date(NOW.getTime() + 10 * MINUTE), track, context: null }]);
    await waitingOrDone(db, written);
    await tx.user.delete({ where: { id: bob.userId } });
  });
  await written;
  expect(await db.playEvent.count({ where: { userId: ada.userId } })).toBe(2);
  expect(lines).toEqual([]);
});

/** Resolves when a statement waits for a lock, or when there is nothing to wait for. */
async function waitingOrDone(db: RootDatabase, work: Promise<unknown>): Promise<void> {
  let isDone = false;
  void work.then(
    () => (isDone = true),
    () => (isDone = true),
  );
  await expect
    .poll(async () => {
      const [row] = await db.$queryRaw<{ count: number }[]>`
        SELECT count(*)::int AS count FROM pg_stat_activity
        WHERE datname = current_database() AND wait_event_type = 'Lock'`;
      return isDone || (row?.count ?? 0) > 0;
    })
    .toBe(true);
}
