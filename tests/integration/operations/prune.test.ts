import { describe, expect, it } from 'vitest';
import type { Database } from '@/lib/db/client';
import { DAY, HOUR } from '@/lib/shared/time';
import { deleteUnusedOrigins } from '@/repositories/operations/expired-rows';
import { scheduleArchive } from '@/services/archival/tick';
import { runVerb } from '@/services/operations/admin/run-verb';
import { DAILY_PRUNING, prune, WHOLE_PRUNING } from '@/services/operations/prune';
import { createStage } from '../../support/archive-stage';
import { keepPlays } from '../../support/keep-plays';
import { useStageDatabase } from '../../support/stage-database';

const database = useStageDatabase();
const stage = () => createStage(database.db(), { startsAt: new Date('2026-03-02T10:00:00Z') });
type Stage = ReturnType<typeof createStage>;

const ago = (on: Stage, days: number) => new Date(on.clock.now().getTime() - days * DAY);

async function requestOf(on: Stage, userId: number, days: number, ended = true): Promise<void> {
  const requestedAt = ago(on, days);
  const end = ended ? { finishedAt: requestedAt, status: 'succeeded' as const } : {};
  const data = { userId, trigger: 'manual' as const, requestedAt, deadlineAt: requestedAt, ...end };
  await on.deps.db.archiveRequest.create({ data });
}

/** An origin written this many days ago that nothing names yet; answers its id. */
async function origin(on: Stage, days: number, firstId?: number): Promise<number> {
  const created = { sources: ['poll' as const], createdAt: ago(on, days) };
  const { id } = await on.deps.db.playOrigin.create({ data: { ...created, firstId: firstId ?? 0 } });
  if (firstId === undefined) await on.deps.db.playOrigin.update({ where: { id }, data: { firstId: id } });
  return id;
}

const originIds = async (on: Stage) =>
  (await on.deps.db.playOrigin.findMany({ orderBy: { id: 'asc' } })).map(({ id }) => id);

/** A listener with one play, and one that they removed; the plays' origins are as old as said. */
async function withPlays(on: Stage): Promise<{ userId: number; played: number; removed: number }> {
  const userId = await on.signIn('regular');
  const now = on.clock.now();
  const play = { track: 'track', artists: ['artist'], album: 'album', durationMs: 100_000 };
  await keepPlays(on.deps.db, userId, now, [{ ...play, endedAt: ago(on, 50) }]);
  const { originId, trackId } = await on.deps.db.playEvent.findFirstOrThrow();
  await on.deps.db.playOrigin.updateMany({ data: { createdAt: ago(on, 50) } });
  const removed = await origin(on, 50);
  const removal = await on.deps.db.playRemoval.create({ data: { userId, removedAt: now, label: 'one' } });
  const key = { userId, playedAt: ago(on, 60), trackId };
  await on.deps.db.removedPlay.create({ data: { ...key, originId: removed, removalId: removal.id } });
  return { userId, played: originId, removed };
}

describe('the cleanup', () => {
  it('deletes requested syncs that have ended long ago, and leaves the latest of each listener', async () => {
    const on = stage();
    const [ada, ben] = [await on.signIn('regular'), await on.signIn('heavy')];
    for (const days of [200, 100, 10]) await requestOf(on, ada, days);
    await requestOf(on, ben, 300);
    await requestOf(on, ada, 95, false);
    expect((await prune(on.deps, DAILY_PRUNING)).requests).toBe(2);
    const left = await on.deps.db.archiveRequest.findMany({ orderBy: { requestedAt: 'asc' } });
    expect(left.map(({ requestedAt }) => requestedAt)).toEqual([300, 95, 10].map((days) => ago(on, days)));
  });

  it('deletes old runs and old changes of connections, and neither today’s nor the newest', async () => {
    const on = stage();
    const userId = await on.signIn('regular');
    for (const days of [900, 500, 450]) {
      await on.deps.db.archiveRun.create({ data: { scheduledFor: ago(on, days), startedAt: ago(on, days) } });
      const event = { userId, fromState: 'healthy', toState: 'degraded', reason: 'unavailable' } as const;
      await on.deps.db.breakerEvent.create({ data: { ...event, at: ago(on, days - 400) } });
    }
    expect(await prune(on.deps, DAILY_PRUNING)).toMatchObject({ runs: 2, breakerEvents: 1 });
    expect((await on.deps.db.archiveRun.findMany()).map((run) => run.scheduledFor)).toEqual([ago(on, 450)]);
    expect(await on.deps.db.breakerEvent.count()).toBe(2);
  });

  it('keeps rejected items for ever, unless it is told how long', async () => {
    const on = stage();
    const userId = await on.signIn('regular');
    const item = { userId, reason: 'unreadable', payload: '{}', payloadBytes: 2 };
    await on.deps.db.rejectedItem.create({ data: { ...item, payloadHash: 'a', seenAt: ago(on, 3_000) } });
    await on.deps.db.rejectedItem.create({ data: { ...item, payloadHash: 'b', seenAt: ago(on, 10) } });
    expect((await prune(on.deps, DAILY_PRUNING)).rejectedItems).toBe(0);
    const retention = { ...on.deps.retention, rejectedItemsMs: 30 * DAY };
    expect((await prune({ ...on.deps, retention }, DAILY_PRUNING)).rejectedItems).toBe(1);
    expect(await on.deps.db.rejectedItem.count()).toBe(1);
  });

  it('deletes origins that nothing traces back to: no play, no removed play, no origin joined from them', async () => {
    const on = stage();
    const { played, removed } = await withPlays(on);
    const first = await origin(on, 50);
    const joined = await origin(on, 50, first);
    await on.deps.db.playEvent.updateMany({ data: { originId: joined } });
    const young = await origin(on, 5);
    const unused = await origin(on, 50);
    expect((await prune(on.deps, WHOLE_PRUNING)).origins).toBe(2);
    const left = await originIds(on);
    expect(left).toEqual([removed, first, joined, young].sort((a, b) => a - b));
    for (const gone of [played, unused]) expect(left).not.toContain(gone);
  });

  it('looks at many plays once, and not again for each origin', async () => {
    const on = stage();
    const { played } = await withPlays(on);
    await on.deps.db.$executeRaw`
      INSERT INTO play_events (user_id, played_at, track_id, origin_id)
      SELECT user_id, played_at + n * interval '4 minutes', track_id, ${played}::int
      FROM play_events, generate_series(1, 10000) n`;
    const plan = await on.deps.db.$transaction(async (tx) => {
      await tx.$executeRaw`SET LOCAL work_mem = '64kB'`;
      await tx.$executeRaw`ANALYZE play_events`;
      const lines: string[] = [];
      const explain = async (sql: TemplateStringsArray, ...values: unknown[]) => {
        const texts = Object.assign([`EXPLAIN ${sql[0]}`, ...sql.slice(1)], { raw: sql.raw });
        lines.push(JSON.stringify(await tx.$queryRaw(texts, ...values)));
        return 0;
      };
      const explaining: Database = Object.create(tx, { $executeRaw: { value: explain } });
      await deleteUnusedOrigins(explaining, { first: 1, last: 1_000, before: ago(on, 1) });
      return lines.join();
    });
    expect(plan).toContain('hashed SubPlan');
    expect(plan).not.toContain('= (SubPlan');
  });

  it('deletes no more at a time than it may, and the whole when the operator asks', async () => {
    const on = stage();
    await on.deps.db.$executeRaw`
      INSERT INTO archive_runs (scheduled_for, started_at)
      SELECT t, t FROM generate_series(1, 2500) n, LATERAL (SELECT timestamptz '2020-01-01' + n * interval '1 hour' AS t) at`;
    expect((await prune(on.deps, { steps: 2 })).runs).toBe(2_000);
    const report = await runVerb(on.deps, ['prune']);
    expect(report.ok && report.value).toMatch(/scheduled runs +499/);
  });

  it('runs with the first tick of a day alone', async () => {
    const on = stage();
    const userId = await on.signIn('regular');
    const tick = async () => {
      for (const days of [200, 1]) await requestOf(on, userId, days);
      await scheduleArchive(on.deps, {});
      const left = await on.deps.db.archiveRequest.count({ where: { requestedAt: { lt: ago(on, 90) } } });
      await on.deps.db.archiveRequest.deleteMany();
      return left;
    };
    expect(await tick()).toBe(0);
    on.clock.advance(HOUR);
    expect(await tick()).toBe(1);
    on.clock.advance(DAY);
    expect(await tick()).toBe(0);
  });
});
