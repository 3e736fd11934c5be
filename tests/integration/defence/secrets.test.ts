import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { GET as takeOut } from '@/app/api/export/route';
import { GET as stats } from '@/app/api/stats/route';
import type { Deps } from '@/lib/deps';
import { createTokenSeal } from '@/lib/token-seal';
import { scheduleArchive } from '@/services/archival/tick';
import { deliver } from '../../support/deliver-messages';
import { repetitions } from '../../support/depth';
import { call, signedInBrowser, useHttpStage } from '../../support/http-stage';
import { unzipped } from '../../support/unzipped';

const stage = useHttpStage();

const newKey = (name: string) => `${name}:${randomBytes(32).toString('base64')}`;

async function signIn(listener: string): Promise<{ id: number; cookie: string }> {
  const browser = await signedInBrowser(stage(), listener);
  const { id } = await stage().deps.db.user.findUniqueOrThrow({ where: { spotifyId: listener } });
  return { id, cookie: browser.cookieHeader() };
}

/** One scheduled hour: the tick, and everything the queue holds until the next; `between` runs before each message. */
async function oneHour(deps: Deps, between: () => void = () => {}): Promise<void> {
  const { clock, queue } = stage();
  await scheduleArchive(deps, {});
  const end = clock.now().getTime() + 3_600_000;
  for (let dueAt = queue.nextDueAt(); dueAt !== undefined && dueAt < end; dueAt = queue.nextDueAt()) {
    clock.advance(Math.max(0, dueAt - clock.now().getTime()));
    const next = queue.take();
    between();
    if (next) await deliver(deps, next.message);
  }
  clock.advance(Math.max(0, end - clock.now().getTime()));
}

describe('the tokens of two listeners, exchanged in the database', () => {
  it('open nothing: neither is looked up with what belongs to the other', async () => {
    const { db } = stage().deps;
    const [a, b] = [await signIn('regular'), await signIn('gap')];
    const read = (id: number) =>
      db.user.findUniqueOrThrow({ where: { id }, select: { accessToken: true, refreshToken: true } });
    const [ofA, ofB] = [await read(a.id), await read(b.id)];
    await db.user.update({ where: { id: a.id }, data: ofB });
    await db.user.update({ where: { id: b.id }, data: ofA });
    await oneHour(stage().deps);
    expect(await db.playEvent.count()).toBe(0);
    await db.user.update({ where: { id: a.id }, data: ofA });
    await oneHour(stage().deps);
    expect(await db.playEvent.count({ where: { userId: a.id } })).toBeGreaterThan(0);
    expect(await db.playEvent.count({ where: { userId: b.id } })).toBe(0);
  });
});

describe('changing the key that seals tokens, among 1,000 listeners', () => {
  const LISTENERS = repetitions(100, 1_000);

  it('fails no archive: with the new key in front half-way through an hour, and the old one gone later', async () => {
    const { deps, simulator, clock } = stage();
    const { control } = simulator.simulator;
    const [first, second] = [newKey('first'), newKey('second')];
    const oldSeal = createTokenSeal(first);
    const now = clock.now();
    const rows = Array.from({ length: LISTENERS }, (_, i) => {
      const id = i + 1;
      control.addListener({
        id: `crowd-${id}`,
        plays: [{ playedAt: now.getTime() - 3_600_000, track: i % 40 }],
      });
      const { accessToken, refreshToken } = control.issueTokens(`crowd-${id}`);
      return {
        id,
        spotifyId: `crowd-${id}`,
        tokenExpiresAt: now,
        authorizedAt: now,
        accessToken: oldSeal.seal(accessToken, { userId: id, column: 'access_token' }),
        refreshToken: oldSeal.seal(refreshToken, { userId: id, column: 'refresh_token' }),
      };
    });
    await deps.db.user.createMany({ data: rows });
    const changing: Deps = { ...deps, seal: oldSeal };
    let delivered = 0;
    await oneHour(changing, () => {
      delivered += 1;
      if (delivered > LISTENERS / 50 / 2) changing.seal = createTokenSeal(`${second},${first}`);
    });
    await oneHour(changing);
    const sealed = await deps.db.user.findMany({ select: { accessToken: true, refreshToken: true } });
    expect(
      sealed.filter((u) => !u.accessToken?.startsWith('second.') || !u.refreshToken?.startsWith('second.')),
    ).toEqual([]);
    changing.seal = createTokenSeal(second);
    await oneHour(changing);
    const runs = await deps.db.archiveRun.findMany({ orderBy: { scheduledFor: 'asc' } });
    expect(runs.map(({ successful, failed }) => [successful, failed])).toEqual([
      [LISTENERS, 0],
      [LISTENERS, 0],
      [LISTENERS, 0],
    ]);
    expect(await deps.db.user.count({ where: { consecutiveFailures: { gt: 0 } } })).toBe(0);
    expect(await deps.db.playEvent.count()).toBe(LISTENERS);
  }, 600_000);
});

/** Every row of every table, as text. */
async function dumpOf(db: Deps['db']): Promise<string> {
  const tables = await db.$queryRaw<{ name: string }[]>`
    SELECT format('%I.%I', table_schema, table_name) AS name FROM information_schema.tables
    WHERE table_type = 'BASE TABLE' AND table_schema NOT IN ('pg_catalog', 'information_schema')`;
  const texts: string[] = [];
  for (const { name } of tables) {
    const rows = await db.$queryRawUnsafe<{ row: string }[]>(`SELECT t::text AS row FROM ${name} t`);
    texts.push(name, ...rows.map(({ row }) => row));
  }
  return texts.join('\n');
}

describe('what opens a listener’s account', () => {
  it('appears in no database dump, log or export, after successes and failures', async () => {
    const { deps, simulator, logged, clock } = stage();
    const { control } = simulator.simulator;
    const { id, cookie } = await signIn('regular');
    const secrets = new Set<string>([cookie.split('session-token=')[1]?.split(';')[0] ?? '']);
    const note = async () => {
      const { accessToken, refreshToken } = await deps.db.user.findUniqueOrThrow({ where: { id } });
      if (accessToken) secrets.add(deps.seal.open(accessToken, { userId: id, column: 'access_token' }));
      if (refreshToken) secrets.add(deps.seal.open(refreshToken, { userId: id, column: 'refresh_token' }));
    };
    await note();
    await oneHour(deps);
    await note();
    clock.advance(7_200_000);
    await oneHour(deps);
    await note();
    expect([...secrets].filter((secret) => secret.length >= 16).length).toBeGreaterThanOrEqual(3);
    const taken = async (query: string) => call(takeOut, `/api/export?${query}`, { headers: { cookie } });
    const exports = [
      await (await taken('format=json')).text(),
      await (await taken('format=csv')).text(),
      await unzipped(await taken('gdpr=true')),
    ];
    for (const text of exports) expect(text.length).toBeGreaterThan(100);
    control.revoke('regular');
    clock.advance(7_200_000);
    await oneHour(deps);
    await call(stats, `/api/stats?range=${[...secrets][0]}x`, { headers: { cookie } });
    const places = { database: await dumpOf(deps.db), logs: logged.join('\n'), exports: exports.join('\n') };
    expect(places.database).toContain('public.users');
    expect(places.logs.length).toBeGreaterThan(0);
    for (const secret of secrets)
      for (const [place, text] of Object.entries(places))
        expect(text.includes(secret), `a secret stands in the ${place}`).toBe(false);
  });
});
