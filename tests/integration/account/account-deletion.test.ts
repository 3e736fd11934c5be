import { readdirSync } from 'node:fs';
import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { handleError } from '@/lib/error-handler';
import type { KeyValue } from '@/lib/kv/key-value';
import { createMemoryKeyValue } from '@/lib/kv/memory-key-value';
import { createLocalQueue } from '@/lib/queue/local-queue';
import type { QueueMessage } from '@/lib/queue/queue';
import { ownerColumn, PERSONAL_DATA } from '@/lib/shared/account/personal-data';
import { ALL_TIME } from '@/lib/shared/analytics/range-presets';
import { deleteAccount, previewDeletion } from '@/services/account/delete-account';
import { changeTimeZone, getTimeZone } from '@/services/analytics/change-time-zone';
import { getTotals } from '@/services/analytics/totals';
import { getConnectionCheck } from '@/services/archival/connection-check';
import { archiveUserTracks, requestArchive } from '@/services/archival-service';
import { exportArchive } from '@/services/export-service';
import { createStage } from '../../support/archive-stage';
import { personalTables, tablesOf, tablesThatSay } from '../../support/database/database-relations';
import { deliverUntil } from '../../support/deliver-messages';
import { expectRollupsEqualRecount } from '../../support/expect-archive';
import { canaryOf, fillAccount } from '../../support/full-account';
import { lastPollOf } from '../../support/last-poll';
import { useStageDatabase } from '../../support/stage-database';

const PHRASE = 'delete my account';
const database = useStageDatabase({ whose: 'own' });
const NOW = new Date('2026-03-02T10:00:00Z');
const JSON_OF_ALL = { format: 'json', range: ALL_TIME, gdpr: false } as const;

/** What stays when an account goes, and why that says nothing about anybody. */
const SHARED_TABLES: Record<string, string> = {
  play_contexts: 'playlists and albums; the name of the listener is taken out of the places that carry it',
  play_endings: 'how plays may begin and end, in Spotify’s words',
  play_origins: 'when a write of many listeners happened',
  archive_runs: 'counts over all listeners',
  queue_outbox:
    'messages that the queue has not taken; those that mention the listener go, see queue-outage.test.ts',
  spotify_pauses: 'the rate-limit pause of the whole application',
};

/** Goes with the table it hangs on. */
const HANGS_ON: Record<string, string> = {
  import_chunks: 'import_jobs',
  play_reports: 'play_events',
  track_artists: 'tracks',
};

/** What messages to each route say about a listener; a new route needs a verdict, and perhaps a mention. */
const MESSAGES: Record<string, ((ids: Record<'user' | 'request' | 'import', number>) => unknown) | string> = {
  'archive-batch': ({ user }) => ({ slot: NOW, batch: 0, userIds: [user], nextRegularAt: NOW }),
  'archive-user': ({ request }) => ({ requestId: request }),
  import: (ids) => ({ importId: ids.import }),
  'rebuild-days': ({ user }) => ({ userId: user, id: 1, part: 0, suffix: '' }),
  'check-exclusions': ({ user }) => ({ userId: user, id: 1, part: 0, suffix: '' }),
  'enrich-artists': 'names no listener',
  'look-up-tracks': 'names no listener',
  'musicbrainz-genres': 'names no listener',
};

const deletedTables = PERSONAL_DATA.flatMap(({ tables }): readonly string[] => tables);

async function twoListeners() {
  const stage = createStage(database.db(), { startsAt: NOW });
  const ids = { leaving: await stage.signIn('regular'), staying: await stage.signIn('heavy') };
  await fillAccount(database.db(), ids.leaving, 'regular', { now: NOW });
  await fillAccount(database.db(), ids.staying, 'heavy', { now: NOW });
  // Last: every write of plays settles what waits.
  await database.db().staleRollup.create({ data: { userId: ids.leaving, artistIds: [] } });
  return { ...stage, ...ids };
}

const countIn = async (table: string, userId: number): Promise<number> => {
  const rows = await database
    .db()
    .$queryRawUnsafe<{ count: number }[]>(
      `SELECT count(*)::int AS count FROM ${table} WHERE ${ownerColumn(table)} = $1`,
      userId,
    );
  return rows[0]?.count ?? 0;
};

describe('the list of what is stored about a listener', () => {
  it('has a verdict for every table of the database', async () => {
    const verdicts = [...deletedTables, ...Object.keys(HANGS_ON), ...Object.keys(SHARED_TABLES)];
    expect(await tablesOf(database.db())).toEqual(verdicts.sort());
  });

  it('deletes every table that leads to a listener', async () => {
    const led = await personalTables(database.db());
    expect(led).toEqual([...deletedTables, ...Object.keys(HANGS_ON)].sort());
  });

  it('has a verdict for every message of the queue', () => {
    const routes = readdirSync(new URL('../../../src/app/api/queue', import.meta.url));
    expect(Object.keys(MESSAGES).sort()).toEqual(routes.sort());
  });
});

describe('deleting an account', () => {
  it('does nothing until the phrase is typed', async () => {
    const { deps, leaving } = await twoListeners();
    for (const typed of ['', 'yes', 'delete my accoun', canaryOf('regular')]) {
      expect(await deleteAccount(deps, leaving, typed)).toEqual({ ok: false, error: 'not_confirmed' });
    }
    expect(await countIn('play_events', leaving)).toBe(5);
  });

  it('leaves nothing of the listener in any table, counts what was deleted, and touches no other listener', async () => {
    const { deps, leaving, staying } = await twoListeners();
    const filled = await Promise.all(deletedTables.map(async (t) => [t, await countIn(t, leaving)] as const));
    expect(filled.filter(([, count]) => count === 0).map(([table]) => table)).toEqual([]);
    const before = await previewDeletion(deps, staying);
    const preview = await previewDeletion(deps, leaving);

    const deleted = await deleteAccount(deps, leaving, ` Delete  my account`);
    expect(deleted).toMatchObject({ ok: true, value: { rows: preview } });
    expect(preview).toMatchObject({ plays: 5, sessions: 1, shares: 1, imports: 1, account: 1 });

    for (const table of deletedTables) expect(await countIn(table, leaving), table).toBe(0);
    const words = [canaryOf('regular'), ':regular'];
    expect(await tablesThatSay(database.db(), words)).toEqual([]);
    expect(await tablesThatSay(database.db(), [canaryOf('heavy')])).not.toEqual([]);
    expect(await previewDeletion(deps, staying)).toEqual(before);
    await expectRollupsEqualRecount(database.db(), 'after the deletion');
  });

  it('happens once: the second attempt finds no account', async () => {
    const { deps, leaving } = await twoListeners();
    const both = await Promise.all([1, 2].map(() => deleteAccount(deps, leaving, PHRASE)));
    expect(both.map(({ ok }) => ok).sort()).toEqual([false, true]);
    expect(both.find(({ ok }) => !ok)).toEqual({ ok: false, error: 'already_gone' });
  });

  it('empties the key-value store of the listener, and says so when it cannot', async () => {
    const stage = await twoListeners();
    const { kv, written } = remembering(createMemoryKeyValue(stage.clock));
    const deps = { ...stage.deps, kv };
    for (const id of [stage.leaving, stage.staying]) {
      await getTotals(deps, { id, timeZone: 'UTC' }, ALL_TIME);
      await kv.set(`user:${id}:archive:2026-03-02-10`, '1', 60);
    }
    const deleted = await deleteAccount(deps, stage.leaving, PHRASE);
    expect(deleted).toMatchObject({ ok: true, value: { cachedValues: 2 } });
    const alive = await Promise.all(
      [...written].map(async (key) => ((await kv.get(key)) === null ? [] : [key])),
    );
    const ofLeaving = new RegExp(`\\buser:${stage.leaving}\\b`);
    expect(alive.flat().filter((key) => ofLeaving.test(key))).toEqual([]);
    expect(alive.flat()).toHaveLength(2);

    const down = () => Promise.reject(Object.assign(new Error('no answer'), { retryable: true }));
    const dead = { ...stage.deps, kv: { ...kv, deletePrefix: down } };
    const other = await deleteAccount(dead, stage.staying, PHRASE);
    expect(other).toMatchObject({ ok: true, value: { cachedValues: null } });
  });

  it('takes the listener out of the messages of the local queue, and leaves the others in', async () => {
    const stage = await twoListeners();
    const queue = createLocalQueue({
      connectionString: database.url(),
      signingKey: 'k'.repeat(43),
      appUrl: 'http://127.0.0.1:1',
      deliverTo: 'http://127.0.0.1:1',
      clock: stage.clock,
      logger: pino({ level: 'silent' }),
    });
    const request = await requestArchive({ ...stage.deps, queue }, stage.leaving, 'sign_in');
    const { id: importId } = await database
      .db()
      .importJob.findFirstOrThrow({ where: { userId: stage.leaving } });
    const ids = { user: stage.leaving, request: request.id, import: importId };
    const messages = Object.entries(MESSAGES).map(
      ([route, body], n): QueueMessage => ({
        path: `/api/queue/${route}`,
        body: typeof body === 'string' ? {} : body(ids),
        deduplicationId: `message-${n}`,
        delaySeconds: 60,
      }),
    );
    const shared = { userIds: [stage.staying, stage.leaving, 77], batch: 3 };
    const path = '/api/queue/archive-batch';
    await queue.publish([...messages, { path, body: shared, deduplicationId: 'shared', delaySeconds: 60 }]);

    const deleted = await deleteAccount({ ...stage.deps, queue }, stage.leaving, PHRASE);
    const named =
      messages.length - Object.values(MESSAGES).filter((verdict) => typeof verdict === 'string').length;
    expect(deleted).toMatchObject({ ok: true, value: { queuedMessages: named + 2 } });
    const rows = await database.db().$queryRaw<{ body: string }[]>`
      SELECT data->>'body' AS body FROM pgboss.job WHERE data->>'body' IS NOT NULL`;
    const bodies = rows.map(({ body }): unknown => JSON.parse(body));
    expect(bodies).toHaveLength(messages.length - named + 1);
    expect(bodies).toContainEqual({ userIds: [stage.staying, 77], batch: 3 });
    await queue.close();
  });
});

describe('an account that is deleted while it is archived', () => {
  const batchOf = (userIds: number[]) => ({
    slot: NOW,
    batch: 0,
    userIds,
    attempt: 0,
    nextRegularAt: new Date(NOW.getTime() + 3_600_000),
  });

  it('stays deleted when Spotify answers afterwards; the others of the batch get their plays', async () => {
    let duringTheCall: () => Promise<unknown> = async () => undefined;
    const stage = createStage(database.db(), {
      startsAt: NOW,
      around: async (effect, run) => {
        const answer = await run();
        if (effect.endsWith('recently-played')) await duringTheCall();
        return answer;
      },
    });
    const leaving = await stage.signIn('regular');
    const staying = await stage.signIn('heavy');
    let gone: Promise<unknown> | undefined;
    duringTheCall = () => {
      gone ??= deleteAccount(stage.deps, leaving, PHRASE);
      return gone;
    };
    const report = await archiveUserTracks(stage.deps, batchOf([leaving, staying]));
    expect(await gone).toMatchObject({ ok: true });
    expect(report.failed).toBe(0);
    for (const table of deletedTables) expect(await countIn(table, leaving), table).toBe(0);
    expect(await countIn('play_events', staying)).toBe(50);
    await deliverUntil(stage, new Date(NOW.getTime() + 7_200_000));
    for (const table of deletedTables) expect(await countIn(table, leaving), table).toBe(0);
    expect(await lastPollOf(database.db(), leaving)).toBeNull();
    await expectRollupsEqualRecount(database.db(), 'after the deletion');
  });

  it('stays deleted in either order of concurrent requests', async () => {
    const stage = createStage(database.db(), { startsAt: NOW });
    for (let round = 0; round < 6; round += 1) {
      const leaving = await stage.signIn(`regular`);
      const [report, deleted] = await Promise.all([
        archiveUserTracks(stage.deps, batchOf([leaving])),
        deleteAccount(stage.deps, leaving, PHRASE),
      ]);
      expect(deleted.ok).toBe(true);
      expect(report.failed).toBe(0);
      for (const table of deletedTables) expect(await countIn(table, leaving), table).toBe(0);
      expect(await lastPollOf(database.db(), leaving)).toBeNull();
      stage.clock.advance(3_600_000);
    }
  });

  it('answers a request after the deletion like one without a session', async () => {
    const stage = await twoListeners();
    await deleteAccount(stage.deps, stage.leaving, PHRASE);
    const { deps, leaving } = stage;
    const requests = [
      () => requestArchive(deps, leaving, 'manual'),
      () => changeTimeZone(deps, leaving, 'Asia/Kathmandu'),
      () => getTimeZone(deps, leaving),
      () => getConnectionCheck(deps, leaving),
      () => exportArchive(deps, { id: leaving, timeZone: 'UTC', locale: 'en' }, JSON_OF_ALL),
    ];
    for (const request of requests) {
      const failure: unknown = await request().catch((e: unknown) => e);
      expect(failure).toBeInstanceOf(Error);
      expect(handleError(failure, 'request-0001')).toMatchObject({
        problem: { status: 401, code: 'UNAUTHORIZED' },
        expected: true,
      });
    }
  });

  it('takes nothing from messages that arrive later', async () => {
    const stage = await twoListeners();
    const request = await requestArchive(stage.deps, stage.leaving, 'sign_in');
    await deleteAccount(stage.deps, stage.leaving, PHRASE);
    await deliverUntil(stage, new Date(NOW.getTime() + 60_000));
    const report = await archiveUserTracks(stage.deps, batchOf([stage.leaving]));
    expect(report).toMatchObject({ successful: 0, skipped: 1, failed: 0 });
    expect(request.id).toBeGreaterThan(0);
    expect(await tablesThatSay(database.db(), [canaryOf('regular')])).toEqual([]);
    expect(stage.queue.pending()).toEqual([]);
  });
});

/** A store that remembers every key it was given. */
function remembering(kv: KeyValue): { kv: KeyValue; written: Set<string> } {
  const written = new Set<string>();
  const set: KeyValue['set'] = (key, ...rest) => {
    written.add(key);
    return kv.set(key, ...rest);
  };
  return { kv: { ...kv, set }, written };
}
