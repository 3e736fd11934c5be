import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { buildRuntime, type Runtime } from '@/lib/build-deps';
import { readEnv } from '@/lib/env';
import { createQstashQueue } from '@/lib/queue/qstash-queue';
import { HOUR, MINUTE, SECOND } from '@/lib/shared/time';
import { createTokenSeal } from '@/lib/token-seal';
import { archiveSchedule } from '@/services/archival/schedule';
import { type DoctorDeps, type Examined, examine } from '@/services/operations/doctor/examine';
import { doctorReport, hasProblem } from '@/services/operations/doctor/report';
import { type RunningSimulator, startSimulator } from '../../../simulator/server';
import { useTestDatabase } from '../../support/database/test-database';
import { createShiftedClock, type MovableClock } from '../../support/movable-clock';
import { startQstashStandIn } from '../../support/servers/qstash-stand-in';
import { findFreePort } from '../../support/servers/redis-server';

const database = useTestDatabase('own');
const folder = mkdtempSync(join(tmpdir(), 'audiospective-doctor-'));
const KEY = `k1:${Buffer.alloc(32, 7).toString('base64')}`;
let simulator: RunningSimulator;
let runtime: Runtime;
let clock: MovableClock;

beforeAll(async () => {
  simulator = await startSimulator({ port: 0, seed: 1 });
  runtime = buildRuntime(
    readEnv({
      NODE_ENV: 'production',
      NEXTAUTH_URL: 'http://127.0.0.1:3000',
      NEXTAUTH_SECRET: 's'.repeat(32),
      TOKEN_KEYS: KEY,
      DATABASE_URL: database.url,
      SPOTIFY_CLIENT_ID: 'simulator-client',
      SPOTIFY_CLIENT_SECRET: 'simulator-secret',
      SPOTIFY_ACCOUNTS_URL: simulator.url,
      LOG_LEVEL: 'silent',
    }),
  );
});
afterAll(async () => {
  await runtime.localQueue?.close();
  await Promise.all([runtime.deps.db.$disconnect(), runtime.statisticsDb.$disconnect(), simulator.close()]);
  rmSync(folder, { recursive: true });
});
beforeEach(async () => {
  clock = createShiftedClock();
  simulator.simulator.control.clearFaults();
  await runtime.deps.queue.schedule(archiveSchedule(60));
  await tickAt(new Date(Date.now() - 10 * MINUTE));
});

const tickAt = (scheduledFor: Date) =>
  runtime.deps.db.archiveRun.create({ data: { scheduledFor, startedAt: scheduledFor } });

function deps(changes: Partial<DoctorDeps> = {}): DoctorDeps {
  const { env } = runtime;
  return {
    ...runtime.deps,
    clock,
    fetch,
    appUrl: env.appUrl,
    port: env.port,
    spotify: env.spotify,
    databaseUrl: env.databaseUrl,
    isEmbedded: false,
    withoutArchive: null,
    qstash: null,
    kvDriver: 'memory',
    folders: [{ path: folder, what: 'The data folder' }],
    ...changes,
  };
}

const APP_URL = 'http://127.0.0.1:3000';
const qstashAt = (baseUrl: string, token = 'token') => {
  const qstash = { baseUrl, token, currentSigningKey: 'a', nextSigningKey: 'b' };
  return { qstash, queue: createQstashQueue({ ...qstash, appUrl: APP_URL, installation: 'test' }) };
};

/** What the doctor finds that is not well, as it prints it. */
const complaints = (examined: Examined[]) =>
  doctorReport(
    examined
      .map(({ check, findings }) => ({ check, findings: findings.filter(({ status }) => status !== 'ok') }))
      .filter(({ findings }) => findings.length > 0),
  );

const complaintsWith = async (changes: Partial<DoctorDeps>) => complaints(await examine(deps(changes)));

const withPath = (url: string, change: (url: URL) => void): string => {
  const changed = new URL(url);
  change(changed);
  return changed.href;
};

describe('the doctor', () => {
  it('finds nothing where all is well, and says what to enter at Spotify', async () => {
    const examined = await examine(deps());
    const report = doctorReport(examined);
    expect(report).toContain('All is well.');
    expect(report).toContain('http://127.0.0.1:3000/api/auth/callback/spotify');
    expect(hasProblem(examined)).toBe(false);
    expect(report).not.toMatch(/simulator-secret|postgres:[^@\s]+@/);
  });

  it('names a database that does not answer, without its password, and what was not checked therefore', async () => {
    const port = await findFreePort();
    const examined = await examine(deps({ databaseUrl: `postgresql://me:hush@127.0.0.1:${port}/archive` }));
    const text = complaints(examined);
    expect(text).toMatch(/PROBLEM {2}database +The database archive on 127\.0\.0\.1:\d+ cannot be reached/);
    expect(text).toContain('→ Start PostgreSQL, or correct host and port in DATABASE_URL.');
    expect(text).toMatch(/warning {2}keys +Not checked/);
    expect(text).not.toContain('hush');
    expect(hasProblem(examined)).toBe(true);
  });

  // The trusting server of a test run takes any password: only the embedded one can refuse.
  it.skipIf(process.env.TEST_DATABASE_URL !== undefined)('tells a wrong password', async () => {
    const databaseUrl = withPath(database.url, (url) => {
      url.password = 'wrong';
    });
    expect(await complaintsWith({ databaseUrl })).toContain('→ Correct user and password in DATABASE_URL.');
  });

  it('names the migrations that are missing', async () => {
    const { db } = runtime.deps;
    await db.$executeRaw`UPDATE _prisma_migrations SET rolled_back_at = now()`;
    try {
      expect(await complaintsWith({})).toMatch(/PROBLEM .*lacks 1 migration\(s\).*\n.*→ Run npm run migrate/);
      const embedded = await examine(deps({ isEmbedded: true }));
      expect(complaints(embedded)).toMatch(/warning .*lacks 1 migration\(s\).*\n.*→ Run npm start/);
      expect(hasProblem(embedded)).toBe(false);
    } finally {
      await db.$executeRaw`UPDATE _prisma_migrations SET rolled_back_at = NULL`;
    }
  });

  it('names the migrations of a newer version, and examines the rest all the same', async () => {
    const { db } = runtime.deps;
    await db.$executeRaw`
      INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at) VALUES ('x', 'x', '2099_newer', now())`;
    const examined = await examine(deps());
    await db.$executeRaw`DELETE FROM _prisma_migrations WHERE id = 'x'`;
    expect(complaints(examined)).toMatch(
      /^warning {2}database +Its schema has .* newer version: 2099_newer\.\n/,
    );
    expect(complaints(examined)).toContain('\n1 warning.');
  });

  it('notices messages that nobody delivers', async () => {
    await runtime.deps.queue.publish([
      { path: '/api/queue/import', body: {}, deduplicationId: 'waits', delaySeconds: 0 },
    ]);
    clock.advance(11 * MINUTE);
    expect(await complaintsWith({})).toMatch(
      /PROBLEM {2}queue .*1 message\(s\) have been due since .*: nobody delivers them/,
    );
    await runtime.deps.db.$executeRaw`DELETE FROM pgboss.job`;
  });

  it('tells that QStash refuses the token', async () => {
    const standIn = await startQstashStandIn(clock, { current: 'a', next: 'b' }, 'the right token');
    const text = await complaintsWith(qstashAt(standIn.url, 'another token'));
    await standIn.stop();
    expect(text).toMatch(/PROBLEM {2}queue .*does not answer: .*unauthorized/);
    expect(text).toContain('→ Compare QSTASH_TOKEN');
  });

  it('tells that something else answers at the address of QStash', async () => {
    expect(await complaintsWith(qstashAt(simulator.url))).toMatch(
      /PROBLEM {2}queue .*does not answer: Not found\.\n.*→ Compare QSTASH_TOKEN and QSTASH_URL/,
    );
  });

  it('compares the signing keys with those of QStash', async () => {
    const standIn = await startQstashStandIn(clock, { current: 'sig_now', next: 'sig_then' }, 'token');
    const { queue, qstash } = qstashAt(standIn.url);
    await queue.schedule(archiveSchedule(60));
    const given = (currentSigningKey: string, nextSigningKey: string) =>
      complaintsWith({ queue, qstash: { ...qstash, currentSigningKey, nextSigningKey } });
    expect(await given('sig_now', 'sig_then')).toContain('All is well.');
    // A message may be signed with either, so their order does not matter.
    expect(await given('sig_then', 'sig_now')).toContain('All is well.');
    expect(await given('sig_before', 'sig_now')).toMatch(/^warning {2}queue .*next signing key is not/);
    const unknown = await given('sig_before', 'sig_of_others');
    await standIn.stop();
    expect(unknown).toMatch(/^PROBLEM {2}queue .*signs with a key that is not .*: every delivery is refused/);
    expect(unknown).toContain('→ Copy QSTASH_CURRENT_SIGNING_KEY and QSTASH_NEXT_SIGNING_KEY');
    expect(unknown).not.toMatch(/sig_/);
  });

  it('notices that another installation took the schedule', async () => {
    const standIn = await startQstashStandIn(clock, { current: 'a', next: 'b' }, 'token');
    const settings = { baseUrl: standIn.url, installation: 'test', token: 'token' };
    await createQstashQueue({ ...settings, appUrl: 'https://other.example' }).schedule(archiveSchedule(60));
    const text = await complaintsWith(qstashAt(standIn.url));
    await standIn.stop();
    expect(text).toMatch(/PROBLEM {2}schedule .*calls another address/);
    expect(text).toContain('→ Give each installation an INSTALLATION of its own');
  });

  it('notices a schedule that was never stored, and a tick that did not come', async () => {
    await runtime.deps.db.$executeRaw`DELETE FROM pgboss.schedule`;
    await runtime.deps.db.archiveRun.deleteMany();
    await tickAt(new Date(Date.now() - 2 * HOUR));
    const text = await complaintsWith({});
    expect(text).toContain('The queue has no schedule');
    expect(text).toMatch(/PROBLEM {2}schedule .*120 minutes ago\. Spotify remembers only the last 50 plays/);
  });

  it('tries the keys on the stored tokens of each key', async () => {
    const { db } = runtime.deps;
    const lost = createTokenSeal(`old:${Buffer.alloc(32, 1).toString('base64')}`);
    for (const [id, seal] of [runtime.deps.seal, lost, lost].entries()) {
      const refreshToken = seal.seal('a token', { userId: id + 1, column: 'refresh_token' });
      await db.user.create({ data: { id: id + 1, spotifyId: `u${id}`, refreshToken } });
    }
    expect(await complaintsWith({})).toMatch(/PROBLEM {2}keys .*what key old sealed for 2 listener\(s\)/);
    const ring = `k1:${Buffer.alloc(32, 9).toString('base64')}`;
    expect(await complaintsWith({ seal: createTokenSeal(ring) })).toContain(
      'what key k1 sealed for 1 listener(s)',
    );
  });

  it('notices a zone of a listener that the database has other rules for than Node', async () => {
    await runtime.deps.db.user.create({ data: { spotifyId: 'traveller', timeZone: 'Pacific/Kiritimati' } });
    expect(await complaintsWith({})).not.toContain('time zones');
    // To PostgreSQL it is an abbreviation, of winter time only.
    await runtime.deps.db.user.update({ where: { spotifyId: 'traveller' }, data: { timeZone: 'CET' } });
    expect(await complaintsWith({})).toMatch(/warning .*time zones .* different clocks for CET: /);
  });

  it('notices a clock that is wrong', async () => {
    clock.advance(-90 * SECOND);
    const text = await complaintsWith({});
    expect(text).toMatch(/PROBLEM {2}clock .*is (8|9)\d s behind that of the database/);
    expect(text).toMatch(/PROBLEM {2}clock .*is (8|9)\d s behind that of Spotify/);
    clock.advance(2 * 90 * SECOND);
    expect(await complaintsWith({})).toMatch(/PROBLEM {2}clock .*s ahead of that of Spotify/);
  });

  it('notices a folder that cannot be written, and one without room', async () => {
    const file = join(folder, 'a file');
    writeFileSync(file, '');
    const unwritable = await complaintsWith({ folders: [{ path: file, what: 'The data folder' }] });
    expect(unwritable).toMatch(/PROBLEM {2}disk .*cannot be written: ENOTDIR/);
    // On a full disk nothing can be written either, and that is not for want of rights.
    const fullBytes = Number.MAX_SAFE_INTEGER;
    for (const path of [folder, file]) {
      const full = await complaintsWith({ fullBytes, folders: [{ path, what: 'The data folder' }] });
      expect(full).toMatch(/PROBLEM {2}disk .* MB free\.\n +→ Make room/);
    }
  });

  it('tells a wrong client secret, an app that is rate-limited, and a Spotify that is away', async () => {
    const spotify = { ...runtime.env.spotify, clientSecret: 'wrong' };
    const wrong = await complaintsWith({ spotify });
    expect(wrong).toMatch(/PROBLEM {2}Spotify .*refuses the client id and secret: Invalid client secret/);
    expect(wrong).toContain('SPOTIFY_CLIENT_SECRET');
    const rule = { match: { path: '/api/token' }, times: 'forever' } as const;
    simulator.simulator.control.addFault({ ...rule, fault: { kind: 'rate_limited' } });
    expect(await complaintsWith({})).toMatch(/warning {2}Spotify .*rate-limits this app/);
    simulator.simulator.control.clearFaults();
    simulator.simulator.control.addFault({ ...rule, fault: { kind: 'server_error' } });
    expect(await complaintsWith({})).toMatch(/PROBLEM {2}Spotify .*cannot be reached: it answers 502/);
    const accountsUrl = `http://127.0.0.1:${await findFreePort()}`;
    expect(await complaintsWith({ spotify: { ...spotify, accountsUrl } })).toMatch(
      /PROBLEM {2}Spotify .*ECONNREFUSED/,
    );
    const portal = async () => new Response('<html>Sign in to this network</html>');
    expect(await complaintsWith({ fetch: portal })).toMatch(
      /PROBLEM {2}Spotify .*reached: something else answers/,
    );
  });

  it('tells a redirect URI that Spotify does not take', async () => {
    const insecure = await complaintsWith({ appUrl: 'http://archive.example.org' });
    expect(insecure).toMatch(/PROBLEM {2}redirect URI .*does not accept http:\/\/archive\.example\.org/);
    const moved = await complaintsWith({ port: 4000 });
    expect(moved).toMatch(/warning {2}redirect URI .*listens on port 4000, and NEXTAUTH_URL names port 3000/);
    const other = await startSimulator({
      port: 0,
      seed: 1,
      redirectUris: ['https://other.example/callback'],
    });
    const spotify = { ...runtime.env.spotify, accountsUrl: other.url };
    const unregistered = await complaintsWith({ spotify });
    await other.close();
    expect(unregistered).toContain('→ Enter exactly http://127.0.0.1:3000/api/auth/callback/spotify');
  });
});
