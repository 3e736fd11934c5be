import { describe, expect, it } from 'vitest';
import { AppError } from '@/lib/app-error';
import type { Deps } from '@/lib/deps';
import { createLogger } from '@/lib/logger';
import { changeCountsFrom } from '@/services/analytics/change-counts-from';
import { changeTimeZone } from '@/services/analytics/change-time-zone';
import { rebuildDays } from '@/services/analytics/rebuild-days';
import { chooseSeparate } from '@/services/catalogue/separate-release';
import { sweepRecordings } from '@/services/catalogue/sweep-recordings';
import { chunkedWorkSchema } from '@/services/chunked-work';
import { checkExclusions } from '@/services/history/check-exclusions';
import { repetitions } from '../support/depth';
import { expectRollupsEqualRecount } from '../support/expect-archive';
import { DatabaseArchive } from '../support/lives/database-archive';
import { expectToBeLife } from '../support/lives/expect-life';
import { type Random, randomOf } from '../support/lives/random';
import { type Event, inventWorld } from '../support/lives/world';
import { useStageDatabase } from '../support/stage-database';
import type { VirtualQueue } from '../support/virtual-queue';

const database = useStageDatabase({ maxConnections: 24 });

const ZONES = ['Asia/Kathmandu', 'America/St_Johns', 'UTC', 'Pacific/Apia'];
const WRITERS = 2;

type TestDeps = Deps & { queue: VirtualQueue };

/** What a listener chose may be reported otherwise, or be gone, before it is done. */
function unlessGone(error: unknown): void {
  if (!(error instanceof AppError && ['NOT_FOUND', 'CONFLICT'].includes(error.code))) throw error;
}

/** Settings of a listener, and what the server does by itself, one at random. */
async function meddle(random: Random, deps: TestDeps, userId: number): Promise<void> {
  const track = await deps.db.userTrackStats.findFirst({ where: { userId }, skip: random.between(0, 5) });
  const acts = [
    () => changeTimeZone(deps, userId, random.pick(ZONES)),
    () => changeCountsFrom(deps, userId, random.pick([0, 30, 45])),
    () => sweepRecordings(deps),
    async () => track && chooseSeparate(deps, userId, track.trackId, random.chance(0.5)),
  ];
  await random.pick(acts)().catch(unlessGone);
}

/** Does what waits in the queue, in small pieces. */
async function workOff(deps: TestDeps): Promise<void> {
  for (let next = deps.queue.take(); next; next = deps.queue.take()) {
    const { path, body } = next.message;
    if (path === '/api/queue/check-exclusions')
      await checkExclusions(deps, chunkedWorkSchema.parse(body), { playsPerChunk: 20, chunksPerMessage: 1 });
    if (path === '/api/queue/rebuild-days') {
      const limits = { playsPerChunk: 20, daysPerChunk: 1, chunksPerMessage: 1 };
      await rebuildDays(deps, chunkedWorkSchema.parse(body), limits);
    }
  }
}

/** Each of `workers` takes its share of the events, one after the other. */
const share = (events: readonly Event[], worker: number, workers: number) =>
  events.filter((_, index) => index % workers === worker);

describe.each(Array.from({ length: repetitions(1, 20) }, (_, nth) => nth))('life %i', (seed) => {
  it('is whole, and so are its figures, whatever its listener does while it is written', async () => {
    const lines: string[] = [];
    const logger = createLogger('info', { write: (line) => lines.push(line) });
    const db = database.db();
    await database.reset();
    const archive = await DatabaseArchive.create(db, logger);
    const world = inventWorld(seed + 500, { least: 40, most: 80 });
    const { deps } = archive;
    let isDone = false;
    const until = async (act: (nth: number) => Promise<void>) => {
      for (let nth = 0; !isDone; nth += 1) await act(nth);
    };
    const users = await db.user.findMany({ where: { spotifyId: { in: ['a', 'b'] } } });

    const meddling = users.flatMap(({ id, spotifyId }) => {
      const listener = spotifyId === 'a' ? 'a' : 'b';
      const random = randomOf(seed * 10 + id);
      const whim = (nth: number) => ({
        ...({ listener, after: 0, chunks: 1, choose: randomOf(seed * 1_000 + nth * 10 + id) } as const),
      });
      return [
        until((nth) => archive.act(whim(nth)).catch(unlessGone)),
        until(() => meddle(random, deps, id)),
        until(async () => {
          await workOff(deps);
          await archive.settleOnce();
        }),
      ];
    });
    const writing = (['a', 'b', 'hostile', null] as const).flatMap((listener) => {
      const own = world.events.filter((event) => event.listener === listener);
      return Array.from({ length: WRITERS }, async (_, worker) => {
        for (const event of share(own, worker, WRITERS)) await archive.take(event);
      });
    });
    await Promise.all(writing).finally(() => {
      isDone = true;
    });
    await Promise.all(meddling);

    for (const { id } of users) await changeCountsFrom(deps, id, 30);
    const lookUp = world.events.at(-1);
    if (lookUp) await archive.take(lookUp);
    await archive.settle();
    await archive.undoWhims();
    await workOff(deps);
    await archive.settle();
    await expectRollupsEqualRecount(db, `life ${seed}`);
    for (const listener of ['a', 'b'] as const)
      expectToBeLife(world, listener, await archive.playsOf(listener));
    expect(lines.filter((line) => /deadlock|40P01/i.test(line))).toEqual([]);
    expect(lines.filter((line) => /write failed/.test(line))).toEqual([]);
    expect(await db.rejectedItem.count()).toBe(0);
  });
});
