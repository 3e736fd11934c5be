import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { beforeEach, describe, expect, it } from 'vitest';
import * as mcp from '@/app/api/mcp/route';
import { provideRuntime, runtime } from '@/lib/build-deps';
import { connectDatabase } from '@/lib/db/client';
import { HOUR, MINUTE } from '@/lib/shared/time';
import { makeToken } from '@/services/account/access-tokens';
import { APP, Browser, call, useHttpStage } from '../../support/http-stage';
import { keepPlays } from '../../support/keep-plays';

const stage = useHttpStage();
let userId: number;
let client: Client;

beforeEach(async () => {
  await new Browser().signIn(stage(), 'regular');
  const { deps } = stage();
  userId = (await deps.db.user.findFirstOrThrow({ where: { spotifyId: 'regular' } })).id;
  await deps.db.user.update({ where: { id: userId }, data: { timeZone: 'UTC' } });
  client = await connect((await makeToken(deps, userId, { name: 'x', scopes: ['read'], days: 90 })).token);
});

/** The protocol's own client, over our routes. */
async function connect(token: string): Promise<Client> {
  const transport = new StreamableHTTPClientTransport(new URL(`${APP}/api/mcp`), {
    requestInit: { headers: { authorization: `Bearer ${token}` } },
    fetch: (url, init) =>
      call(init?.method === 'GET' ? mcp.GET : mcp.POST, new URL(url).pathname, init as RequestInit),
  });
  const made = new Client({ name: 'a test', version: '1' });
  await made.connect(transport);
  return made;
}

async function use(name: string, asked: object = {}) {
  const result = await client.callTool({ name, arguments: { ...asked } });
  const [content] = result.content as { type: string; text: string }[];
  const text = content?.text ?? '';
  return { text, isError: result.isError === true, value: result.isError ? null : JSON.parse(text) };
}

const play = (endedAt: string, track: string, artist = 'Ada') => ({
  endedAt: new Date(endedAt),
  track,
  artists: [artist],
  album: 'An album',
  durationMs: 3 * MINUTE,
});

const keep = (...plays: ReturnType<typeof play>[]) =>
  keepPlays(stage().deps.db, userId, stage().deps.clock.now(), plays);

describe('an assistant', () => {
  it('finds the tools, each of which only reads', async () => {
    const { tools } = await client.listTools();
    expect(tools.map(({ name }) => name)).toEqual([
      'totals',
      'top',
      'compare',
      'history',
      'search',
      'on_this_day',
      'gaps',
    ]);
    for (const { name, annotations, description, inputSchema } of tools) {
      expect(annotations?.readOnlyHint, name).toBe(true);
      expect(description, name).toMatch(/\.$/);
      expect(inputSchema.type, name).toBe('object');
    }
    expect(client.getInstructions()).toMatch(/time zone/);
  });

  it('reads totals and rankings of any range, dated and with links', async () => {
    await keep(
      play('2024-01-01T10:00:00Z', 'One'),
      play('2024-03-02T10:00:00Z', 'One'),
      play('2025-03-01T10:00:00Z', 'Two', 'Bob'),
    );
    expect((await use('totals', { range: '2024-01-01..2024-12-31' })).value).toMatchObject({
      from: '2024-01-01',
      to: '2024-12-31',
      timeZone: 'UTC',
      plays: 2,
      tracks: 1,
      firstPlayAt: '2024-01-01T10:00:00.000Z',
      link: `${APP}/dashboard?from=2024-01-01&to=2024-12-31`,
    });
    // Without days the dashboard has a range of its own.
    expect((await use('totals')).value).toMatchObject({ plays: 3, link: `${APP}/dashboard?range=all` });
    const { value } = await use('top', { kind: 'artist', limit: 1 });
    expect(value).toMatchObject({ total: 2, isCut: false, entries: [{ name: 'Ada', plays: 2 }] });
    expect(value.entries[0].link).toMatch(new RegExp(`^${APP}/artist/\\d+$`));
    const compared = await use('compare', { a: '2024-01-01..2024-12-31', b: '2025-01-01..2025-12-31' });
    expect(compared.value).toMatchObject({
      a: { plays: 2, countedUntil: null, topArtists: [{ name: 'Ada' }] },
      b: { plays: 1, countedUntil: null, topArtists: [{ name: 'Bob' }] },
    });
  });

  it('pages through the history, searches it, and finds the gaps', async () => {
    await keep(play('2024-03-01T10:00:00Z', 'First'), play('2024-03-02T10:00:00Z', 'Second'));
    const newest = (await use('history', { limit: 1 })).value;
    expect(newest.plays).toMatchObject([
      { playedAt: '2024-03-02T10:00:00.000Z', name: 'Second', artists: ['Ada'] },
    ]);
    const older = (await use('history', { limit: 1, cursor: newest.nextCursor })).value;
    expect(older.plays).toMatchObject([{ name: 'First' }]);
    expect((await use('search', { q: 'seco' })).value.tracks).toMatchObject([{ name: 'Second', plays: 1 }]);
    const from = new Date('2024-03-01T12:00:00Z');
    const gap = { userId, from, to: new Date(from.getTime() + HOUR), missedAtMost: 7, openedAt: from };
    await stage().deps.db.archiveGap.create({ data: gap });
    expect((await use('gaps')).value.gaps).toEqual([
      { from: '2024-03-01T12:00:00.000Z', to: '2024-03-01T13:00:00.000Z', missedAtMost: 7 },
    ]);
  });

  it('looks back on this day', async () => {
    await keep(play('2024-02-29T10:00:00Z', 'Leap'), play('2023-02-28T10:00:00Z', 'Before'));
    const { value } = await use('on_this_day', { day: '2028-02-29' });
    expect(value).toMatchObject({
      day: '2028-02-29',
      years: [{ day: '2024-02-29', plays: 1, minutes: 3, tracks: [{ name: 'Leap' }] }],
    });
    expect(value.years).toHaveLength(1);
  });

  it('is told in words what it did wrong', async () => {
    for (const [name, asked] of [
      ['totals', { range: 'last summer' }],
      ['top', { kind: 'artist', limit: 1_000 }],
      ['top', { kind: 'podcast' }],
      ['history', { cursor: 'x' }],
      ['history', { before: '0000-01-01' }],
      ['on_this_day', { day: '2025-02-29' }],
      // What a tool does not know would else be left out silently, and the answer be about something else.
      ['totals', { from: '2025-01-01' }],
      ['top', { kind: 'artist', year: 2025 }],
      ['compare', { a: '7d', b: '30d', kind: 'artist' }],
      ['history', { range: '7d' }],
      ['search', { q: 'ada', kind: 'artist' }],
      ['on_this_day', { date: '2025-02-28' }],
      ['gaps', { range: '7d' }],
      ['no_such_tool', {}],
    ] as const) {
      const { isError, text } = await use(name, asked);
      expect([name, isError], text).toEqual([name, true]);
      expect(text).not.toMatch(/\n\s+at |node_modules|SELECT/);
    }
  });

  it('gets 100 kB at most, however long the names are', async () => {
    const long = (n: number) => `${n} ${'名'.repeat(990)}`;
    const plays = Array.from({ length: 60 }, (_, n) => ({
      ...play(new Date(Date.UTC(2024, 0, 1, n)).toISOString(), long(n), long(n)),
      artists: Array.from({ length: 5 }, (__, k) => long(k + 100 * n)),
    }));
    await keep(...plays);
    for (const [name, asked] of [
      ['top', { kind: 'track', limit: 50 }],
      ['top', { kind: 'artist', limit: 50 }],
      ['history', { limit: 25 }],
      ['search', { q: '名', limit: 20 }],
      ['on_this_day', { day: '2025-01-01' }],
      ['compare', { a: 'all', b: '2024-01-01..2024-12-31' }],
    ] as const)
      expect(Buffer.byteLength((await use(name, asked)).text), name).toBeLessThan(100_000);
  }, 120_000);
});

describe('access', () => {
  it('answers a fault of ours and an outage as any route does, and tells nothing of the inside', async () => {
    const { token } = await makeToken(stage().deps, userId, { name: 'x', scopes: ['read'], days: 7 });
    const failing = async (status: number) => {
      const answer = await ask(token, { ...QUESTION, method: 'tools/call', params: { name: 'totals' } });
      expect([answer.status, answer.headers.get('content-type')]).toEqual([
        status,
        'application/problem+json',
      ]);
      expect(await answer.text()).not.toMatch(/Nowhere|127\.0\.0\.1|prisma/i);
      expect(stage().logged.splice(0).join('')).toContain('request failed');
    };
    const current = runtime();
    const statisticsDb = connectDatabase('postgresql://postgres@127.0.0.1:1/postgres');
    provideRuntime({ ...current, statisticsDb });
    await failing(503);
    await statisticsDb.$disconnect();
    provideRuntime(current);
    await stage().deps.db.user.update({ where: { id: userId }, data: { timeZone: 'Nowhere/Land' } });
    await failing(500);
  });

  it('takes no one without a token, and no token that has ended', async () => {
    await expect(connect('audiospective_x')).rejects.toThrow();
    expect((await call(mcp.POST, '/api/mcp', { method: 'POST', body: '{}' })).status).toBe(401);
  });

  it('takes one message at a time, and keeps no session', async () => {
    const { token } = await makeToken(stage().deps, userId, { name: 'x', scopes: ['read'], days: 7 });
    expect((await ask(token, [QUESTION, QUESTION])).status).toBe(400);
    const answer = await ask(token, QUESTION);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('mcp-session-id')).toBeNull();
  });
});

const QUESTION = { jsonrpc: '2.0', id: 1, method: 'tools/list' };

function ask(token: string, body: unknown): Promise<Response> {
  const headers = {
    authorization: `Bearer ${token}`,
    accept: 'application/json, text/event-stream',
    'content-type': 'application/json',
  };
  return call(mcp.POST, '/api/mcp', { method: 'POST', headers, body: JSON.stringify(body) });
}
