import { describe, expect, it } from 'vitest';
import { createLogger } from '@/lib/logger';
import { createLocalQueue } from '@/lib/queue/local-queue';
import { createQstashQueue } from '@/lib/queue/qstash-queue';
import { HOUR, MINUTE } from '@/lib/shared/time';
import { scheduleArchive } from '@/services/archival/tick';
import { runVerb } from '@/services/operations/admin/run-verb';
import { createStage } from '../../support/archive-stage';
import { deliverUntil } from '../../support/deliver-messages';
import { createShiftedClock } from '../../support/movable-clock';
import { startQstashStandIn } from '../../support/servers/qstash-stand-in';
import { useStageDatabase } from '../../support/stage-database';
import { waitUntil } from '../../support/wait-until';

const database = useStageDatabase();
const stage = () => createStage(database.db(), { startsAt: new Date('2026-03-02T10:00:00Z') });
type Stage = ReturnType<typeof createStage>;

async function outputOf(on: Stage, ...args: string[]): Promise<string> {
  const outcome = await runVerb(on.deps, args);
  expect(outcome).toMatchObject({ ok: true });
  return outcome.ok ? outcome.value : '';
}

async function refused(on: Stage, ...args: string[]): Promise<string> {
  const outcome = await runVerb(on.deps, args);
  expect(outcome).toMatchObject({ ok: false });
  return outcome.ok ? '' : outcome.error;
}

const lines = (text: string) => text.split('\n');

/** A listener whose breaker is open after failures. */
async function withOpenBreaker(on: Stage): Promise<number> {
  const id = await on.signIn('regular');
  const circuitOpenUntil = new Date(on.clock.now().getTime() + HOUR);
  const failures = { consecutiveFailures: 5, networkFailures: 5, lastFailureType: 'NETWORK' } as const;
  await on.deps.db.user.update({
    where: { id },
    data: { ...failures, circuitOpenUntil, circuitOpenedCount: 1 },
  });
  return id;
}

describe('npm run admin', () => {
  it('lists what it can do when it is asked for nothing, or for something else', async () => {
    const on = stage();
    for (const args of [[], ['dance'], ['toString']]) {
      const text = await refused(on, ...args);
      for (const verb of ['listeners', 'breaker reset ID', 'dead-letters', 'replay RUN', 'reindex']) {
        expect(text).toContain(verb);
      }
    }
  });

  it('does nothing when it is told more than it knows', async () => {
    const on = stage();
    expect(await refused(on, 'prune', '--dry-run')).toBe(
      'Nothing was done: "--dry-run" is one word too many. Usage: prune',
    );
    expect(await refused(on, 'listener', '1', '2')).toContain('Usage: listener ID');
  });

  it('lists listeners with state, last poll, plays and gaps, however strange their names are', async () => {
    const on = stage();
    const id = await withOpenBreaker(on);
    const other = await on.signIn('heavy');
    await on.deps.db.user.update({ where: { id: other }, data: { name: 'Ada\u001b[31m\nBab' } });
    await on.deps.db.lastPoll.create({ data: { userId: other, polledAt: on.clock.now() } });
    const [headings = '', first = '', second = ''] = lines(await outputOf(on, 'listeners'));
    expect(headings).toMatch(/^ID +NAME +STATE +LAST POLL +PLAYS +OPEN GAPS$/);
    expect(first).toMatch(new RegExp(`^${id} +regular +open +- +0 +0$`));
    expect(second).toMatch(/Ada \[31m Bab +healthy +2026-03-02T10:00:00Z +0 +0$/);
    expect(lines(await outputOf(on, 'listeners', `${id}`))).toHaveLength(2);
    expect(await refused(on, 'listeners', 'all')).toContain('"all" is not the number of a listener');
  });

  it('shows one listener, nothing of it sealed', async () => {
    const on = stage();
    const id = await withOpenBreaker(on);
    await on.deps.db.user.update({ where: { id }, data: { email: 'ada@example.org' } });
    const text = await outputOf(on, 'listener', `${id}`);
    expect(text).toMatch(/connection +open/);
    expect(text).toMatch(/breaker open until +2026-03-02T11:00:00Z/);
    expect(text).not.toMatch(/test\.|ada@example\.org/);
    expect(await refused(on, 'listener')).toContain('Name a listener by its number');
    expect(await refused(on, 'listener', '1 OR 1=1')).toContain('"1 OR 1=1"');
    expect(await refused(on, 'listener', '4711')).toContain(
      'There is no listener 4711: "listeners" lists them',
    );
  });

  it('closes a breaker, so that the next run polls the listener again, and notes who did it', async () => {
    const on = stage();
    const id = await withOpenBreaker(on);
    expect((await scheduleArchive(on.deps, {})).users).toBe(0);
    expect(await outputOf(on, 'breaker', 'reset', `${id}`)).toContain('was open; now it is healthy');
    on.clock.advance(HOUR);
    expect((await scheduleArchive(on.deps, {})).users).toBe(1);
    expect(await outputOf(on, 'listener', `${id}`)).toMatch(/open +healthy +by_operator/);
  });

  it('cannot reconnect who is disconnected, and says so', async () => {
    const on = stage();
    const id = await on.signIn('regular');
    const data = { isActive: false, disconnectedReason: 'invalid_grant' };
    await on.deps.db.user.update({ where: { id }, data });
    const text = await refused(on, 'breaker', 'reset', `${id}`);
    expect(text).toContain('disconnected (invalid_grant): only a new sign-in reconnects');
    expect(await refused(on, 'breaker', 'open', `${id}`)).toContain('breaker reset ID');
    expect(await refused(on, 'breaker', 'reset', '4711')).toContain('There is no listener 4711');
  });

  it('lists runs, and replays one: who was not polled in it is polled now, the others are not', async () => {
    const on = stage();
    await on.signIn('regular');
    expect(await outputOf(on, 'runs')).toContain('No scheduled run yet');
    await scheduleArchive(on.deps, {});
    await deliverUntil(on, new Date(on.clock.now().getTime() + 5 * MINUTE));
    await on.signIn('heavy');
    on.clock.advance(20 * MINUTE);
    on.simulator.control.resetRequests();
    expect(await outputOf(on, 'replay', '2026-03-02T10:00:00Z')).toContain('1 batch(es) for 2 listener(s)');
    await deliverUntil(on, new Date(on.clock.now().getTime() + 5 * MINUTE));
    const polled = on.simulator.control
      .requests()
      .recent.filter(({ path }) => path.includes('recently-played'));
    expect(polled.map(({ listener }) => listener)).toEqual(['heavy']);
    expect(lines(await outputOf(on, 'runs'))[1]).toMatch(/^2026-03-02T10:00:00Z +2 +0 +2 +2 +/);
    expect(await refused(on, 'replay', '2026-03-02T11:00:00Z')).toContain('There is no run of 2026-03-02T11');
    expect(await refused(on, 'replay', 'yesterday')).toContain('Name a run as "runs" lists it');
  });

  it('lists open gaps', async () => {
    const on = stage();
    const userId = await on.signIn('regular');
    expect(await outputOf(on, 'gaps')).toBe('No gap is open.');
    const [from, to] = [new Date('2026-03-01T10:00:00Z'), new Date('2026-03-01T12:00:00Z')];
    await on.deps.db.archiveGap.create({ data: { userId, from, to, missedAtMost: 12, openedAt: to } });
    expect(await outputOf(on, 'gaps')).toMatch(/2026-03-01T10:00:00Z +2026-03-01T12:00:00Z +12 /);
  });

  it('lists the dead letters of the queue in the database, and of QStash', async () => {
    const on = stage();
    const logger = createLogger('silent');
    const nowhere = 'http://127.0.0.1:1';
    const settings = {
      connectionString: database.url(),
      signingKey: 'key',
      appUrl: nowhere,
      deliverTo: nowhere,
    };
    const local = createLocalQueue({ ...settings, clock: createShiftedClock(), logger });
    const withLocal = { ...on, deps: { ...on.deps, queue: local } };
    await local.inspect();
    await on.deps.db.$executeRaw`DELETE FROM pgboss.job`;
    expect(await outputOf(withLocal, 'dead-letters')).toBe('There are no dead letters.');
    const letter = { path: '/api/queue/import', body: '{"jobId":7}' };
    const output = { message: 'the route answered 500' };
    await on.deps.db.$executeRaw`
      INSERT INTO pgboss.job (name, data, output) VALUES ('dead-letters', ${letter}::jsonb, ${output}::jsonb)`;
    expect(await outputOf(withLocal, 'dead-letters')).toMatch(
      /\/api\/queue\/import +\{"jobId":7\} +the route answered 500/,
    );
    await on.deps.db.$executeRaw`DELETE FROM pgboss.job`;
    await local.close();

    const standIn = await startQstashStandIn(createShiftedClock(), { current: 'a', next: 'b' }, 'token');
    const at = { baseUrl: standIn.url, appUrl: 'http://127.0.0.1:1', installation: 'test', token: 'token' };
    const queue = createQstashQueue(at);
    const message = {
      path: '/api/queue/import',
      body: { jobId: 8 },
      deduplicationId: 'x',
      delaySeconds: 0,
    } as const;
    await queue.publish([{ ...message, retries: 0 }]);
    await waitUntil('a dead letter', () => standIn.deadLetters().length === 1);
    const text = await outputOf({ ...on, deps: { ...on.deps, queue } }, 'dead-letters');
    await standIn.stop();
    expect(text).toMatch(/\/api\/queue\/import +\{"jobId":8\}/);
  });

  it('leaves the index of a small archive alone', async () => {
    expect(await outputOf(stage(), 'reindex')).toMatch(/^Nothing to do: 0\.\d MB for 0 plays\.$/);
  });
});
