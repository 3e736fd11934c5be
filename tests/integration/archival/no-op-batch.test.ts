import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { MINUTE } from '@/lib/shared/time';
import { writePlayBatch } from '@/repositories/archival/play-batch-repository';
import { composeBatch } from '@/services/archival/compose-batch';
import { archiveUserTracks } from '@/services/archival-service';
import type { ArchiveStage } from '../../support/archive-stage';
import { lastPollOf } from '../../support/last-poll';
import { useArchiveStage } from '../../support/stage-database';

const stage = useArchiveStage();
const COUNTERS = ['archive_runs', 'last_polls'];

/** Listeners who played a little before now, each looked at once. */
async function withPolledListeners(s: ArchiveStage, count: number): Promise<number[]> {
  const ids: number[] = [];
  for (let i = 0; i < count; i++) {
    const plays = [1, 2, 3].map((n) => ({
      playedAt: s.clock.now().getTime() - (n * 5 + i) * MINUTE,
      track: n + i,
    }));
    s.simulator.control.addListener({ id: `listener-${i}`, plays });
    ids.push(await s.signIn(`listener-${i}`));
  }
  await poll(s, ids);
  return ids;
}

/** A scheduled poll of these listeners, under a slot of its own. */
async function poll(s: ArchiveStage, userIds: number[]) {
  const slot = s.clock.now();
  await s.deps.db.archiveRun.create({ data: { scheduledFor: slot, startedAt: slot } });
  const nextRegularAt = new Date(slot.getTime() + 60 * MINUTE);
  return archiveUserTracks(s.deps, { slot, batch: 0, userIds, attempt: 0, nextRegularAt });
}

/** The tables in which `work` wrote or locked a row: each row's place and transactions tell. */
async function tablesWrittenBy(s: ArchiveStage, work: () => Promise<unknown>): Promise<string[]> {
  const before = await rowVersions(s);
  await work();
  const after = await rowVersions(s);
  return [...after.keys()].filter((table) => before.get(table) !== after.get(table)).sort();
}

async function rowVersions(s: ArchiveStage): Promise<Map<string, string | null>> {
  const tables = await s.deps.db.$queryRaw`
    SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' AND tablename <> '_prisma_migrations'`;
  const versions = new Map<string, string | null>();
  for (const { name } of z.array(z.object({ name: z.string() })).parse(tables)) {
    const rows = await s.deps.db.$queryRawUnsafe(
      `SELECT md5(string_agg(ctid::text || xmin || xmax, ',' ORDER BY ctid)) AS version FROM "${name}"`,
    );
    versions.set(name, z.array(z.object({ version: z.string().nullable() })).parse(rows)[0]?.version ?? null);
  }
  return versions;
}

describe('a batch of listeners who played nothing', () => {
  it('writes its own counters and who was looked at, and touches no row of any listener', async () => {
    const s = stage();
    const ids = await withPolledListeners(s, 4);
    s.clock.advance(10 * MINUTE);
    expect(await tablesWrittenBy(s, () => poll(s, ids))).toEqual(COUNTERS);
    for (const id of ids) expect(await lastPollOf(s.deps.db, id)).toEqual(s.clock.now());
  });

  it('writes nothing more about an item that was rejected an hour ago', async () => {
    const s = stage();
    const ids = await withPolledListeners(s, 1);
    s.simulator.control.addFault({
      match: { path: 'recently-played' },
      times: 2,
      fault: { kind: 'odd_items', items: ['track_null'], mode: 'add' },
    });
    s.clock.advance(10 * MINUTE);
    expect(await tablesWrittenBy(s, () => poll(s, ids))).toEqual([...COUNTERS, 'rejected_items', 'users']);
    expect(await s.deps.db.rejectedItem.count()).toBe(1);
    s.clock.advance(10 * MINUTE);
    expect(await tablesWrittenBy(s, () => poll(s, ids))).toEqual(COUNTERS);
  });

  it('does not write the others when one of them did play', async () => {
    const s = stage();
    const [first = 0, ...others] = await withPolledListeners(s, 3);
    const versions = () => s.deps.db
      .$queryRaw`SELECT id, ctid::text, xmin::text, xmax::text FROM users WHERE id <> ${first}
      ORDER BY id`;
    const before = await versions();
    s.clock.advance(10 * MINUTE);
    s.simulator.control.addPlays('listener-0', [{ playedAt: s.clock.now().getTime() - MINUTE, track: 9 }]);
    expect(await poll(s, [first, ...others])).toMatchObject({ successful: 3, newPlays: 1 });
    expect(await versions()).toEqual(before);
  });
});

describe('when a listener was last looked at', () => {
  it('is the last answer, not the last attempt', async () => {
    const s = stage();
    const [one = 0, two = 0] = await withPolledListeners(s, 2);
    const answered = s.clock.now();
    s.clock.advance(10 * MINUTE);
    s.simulator.control.addFault({
      match: { path: 'recently-played', listener: 'listener-1' },
      times: 3,
      fault: { kind: 'server_error' },
    });
    expect(await poll(s, [one, two])).toMatchObject({ successful: 1, failed: 1 });
    expect(await lastPollOf(s.deps.db, one)).toEqual(s.clock.now());
    expect(await lastPollOf(s.deps.db, two)).toEqual(answered);
    expect(await s.deps.db.user.findUnique({ where: { id: two } })).toMatchObject({ consecutiveFailures: 1 });
  });

  it('is written together with the end of a failure', async () => {
    const s = stage();
    const ids = await withPolledListeners(s, 1);
    s.simulator.control.addFault({
      match: { path: 'recently-played' },
      times: 3,
      fault: { kind: 'server_error' },
    });
    s.clock.advance(10 * MINUTE);
    await poll(s, ids);
    s.clock.advance(10 * MINUTE);
    expect(await poll(s, ids)).toMatchObject({ successful: 1 });
    expect(await s.deps.db.user.findFirst()).toMatchObject({ consecutiveFailures: 0, lastFailedAt: null });
    expect(await lastPollOf(s.deps.db, ids[0] ?? 0)).toEqual(s.clock.now());
  });

  it("is each listener's own, and an earlier answer that is written later does not lower it", async () => {
    const s = stage();
    const now = s.clock.now();
    const ids = [1, 2, 3, 4711];
    await s.deps.db.user.createMany({ data: ids.map((id) => ({ id, spotifyId: `u${id}` })) });
    await recordPoll(s, ids.slice(0, 3), now);
    const later = new Date(now.getTime() + MINUTE);
    await recordPoll(s, [3, 4711], later);
    const polls = await Promise.all(ids.map((id) => lastPollOf(s.deps.db, id)));
    expect(polls).toEqual([now, now, later, later]);
    await recordPoll(s, [3], now);
    expect(await lastPollOf(s.deps.db, 3)).toEqual(later);
  });

  it('is forgotten with the account', async () => {
    const s = stage();
    const [one = 0, two = 0] = await withPolledListeners(s, 2);
    await s.deps.db.user.delete({ where: { id: one } });
    expect(await s.deps.db.lastPoll.findMany()).toEqual([{ userId: two, polledAt: s.clock.now() }]);
  });
});

/** An answer without plays for each of these listeners. */
async function recordPoll(s: ArchiveStage, ids: number[], at: Date): Promise<void> {
  const state = {
    token_version: 0,
    polled_at: at,
    is_active: true,
    disconnected_reason: null,
    consecutive_failures: 0,
    auth_failures: 0,
    network_failures: 0,
    last_failure_type: null,
    last_failed_at: null,
    circuit_open_until: null,
    circuit_opened_count: 0,
    reason: 'poll_succeeded',
  };
  const page = { plays: [], rejectedItems: [], isFull: false };
  const shares = ids.map((userId) => ({
    share: { userId, page, state, oldest: null },
    compared: { spans: [], stored: [] },
  }));
  await writePlayBatch(s.deps.db, composeBatch(at, shares, null));
}
