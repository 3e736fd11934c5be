import { hash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { MINUTE } from '@/lib/shared/time';
import { recordPlays } from '@/services/archival/record-plays';
import { archiveUserTracks, latestArchiveRequest, requestArchive } from '@/services/archival-service';
import type { ArchiveStage } from '../../support/archive-stage';
import { deliverUntil } from '../../support/deliver-messages';
import { pageOf } from '../../support/poll-stage';
import { useArchiveStage } from '../../support/stage-database';

const stage = useArchiveStage();

const pageSchema = z.looseObject({ items: z.array(z.unknown()) });

/** Puts texts among the items of a page, after `at` of them. */
const withItems = (body: string, texts: readonly string[], at = 1): string => {
  const page = pageSchema.parse(JSON.parse(body));
  const items = page.items.map((item) => JSON.stringify(item));
  const rest = JSON.stringify({ ...page, items: undefined }).slice(1);
  return `{"items":[${[...items.slice(0, at), ...texts, ...items.slice(at)].join(',')}],${rest}`;
};

const isPage = (path: string) => path.endsWith('/recently-played');

/** A listener with a play every five minutes, signed in. */
async function withListener(s: ArchiveStage, plays = 3): Promise<number> {
  const now = s.clock.now().getTime();
  const life = Array.from({ length: plays }, (_, i) => ({ playedAt: now - (i + 1) * 5 * MINUTE, track: i }));
  s.simulator.control.addListener({ id: 'listener', plays: life });
  return s.signIn('listener');
}

const play = (s: ArchiveStage, minutesAgo: readonly number[]) =>
  s.simulator.control.addPlays(
    'listener',
    minutesAgo.map((m, i) => ({ playedAt: s.clock.now().getTime() - m * MINUTE, track: i })),
  );

/** A scheduled poll of this listener, under a slot of its own. */
async function poll(s: ArchiveStage, userId: number) {
  const slot = s.clock.now();
  await s.deps.db.archiveRun.create({ data: { scheduledFor: slot, startedAt: slot } });
  const nextRegularAt = new Date(slot.getTime() + 60 * MINUTE);
  return archiveUserTracks(s.deps, { slot, batch: 0, userIds: [userId], attempt: 0, nextRegularAt });
}

describe('an item that cannot be read', () => {
  it.each([
    ['null', 'null'],
    ['a number', '7'],
    ['a number beyond every range', '{"track":{"id":1e999999}}'],
    ['a text', '"a"'],
    ['a list', '[null,[1]]'],
    ['an empty object', '{}'],
    ['a zero byte and half of a surrogate pair', String.raw`{"track":{"id":7,"name":"\u0000\ud800"}}`],
    ['a depth of 20,000', `${'['.repeat(20_000)}${']'.repeat(20_000)}`],
  ])('costs no neighbour and is stored as it was sent: %s', async (_what, text) => {
    const s = stage({ rewrite: (path, body) => (isPage(path) ? withItems(body, [text]) : body) });
    const userId = await withListener(s);
    expect(await poll(s, userId)).toMatchObject({
      successful: 1,
      failed: 0,
      newPlays: 3,
      rejectedItems: 1,
    });
    expect(await s.deps.db.rejectedItem.findMany({ where: { userId } })).toMatchObject([
      { payload: text, payloadBytes: Buffer.byteLength(text) },
    ]);
    expect(await s.deps.db.user.findUnique({ where: { id: userId } })).toMatchObject({
      consecutiveFailures: 0,
    });
    expect(await s.deps.db.archiveRun.findFirst()).toMatchObject({ successful: 1, failed: 0, rejected: 1 });
  });

  it('is a note on a sync that the listener asked for, which succeeds', async () => {
    const s = stage({ rewrite: (path, body) => (isPage(path) ? withItems(body, ['null', '7']) : body) });
    const userId = await withListener(s);
    await requestArchive(s.deps, userId, 'manual');
    await deliverUntil(s, new Date(s.clock.now().getTime() + MINUTE));
    expect(await latestArchiveRequest(s.deps, userId)).toMatchObject({
      status: 'succeeded',
      newPlays: 3,
      rejectedItems: 2,
      failure: null,
    });
  });

  it('is stored whole, with its size and hash, where it is very long', async () => {
    const text = JSON.stringify({ track: { id: 7, name: 'ü'.repeat(10_000_000) } });
    const s = stage({ rewrite: (path, body) => (isPage(path) ? withItems(body, [text]) : body) });
    const userId = await withListener(s);
    expect(await poll(s, userId)).toMatchObject({ successful: 1, newPlays: 3 });
    const item = await s.deps.db.rejectedItem.findFirstOrThrow({ where: { userId } });
    expect(item.payload === text).toBe(true);
    expect(item.payloadBytes).toBe(Buffer.byteLength(text));
    expect(item.payloadHash).toBe(hash('sha256', text));
  });

  it('is beyond every bound where it makes the answer longer than 32 MB: the sync fails and says so', async () => {
    const text = JSON.stringify({ name: 'x'.repeat(32_000_000) });
    const lines: string[] = [];
    const s = stage({
      rewrite: (path, body) => (isPage(path) ? withItems(body, [text]) : body),
      log: { write: (line) => void lines.push(line) },
    });
    const userId = await withListener(s);
    expect(await poll(s, userId)).toMatchObject({ successful: 0, failed: 1, rejectedItems: 0 });
    expect(lines.join()).toContain('the answer is longer than 32 MB');
    expect(await s.deps.db.user.findUnique({ where: { id: userId } })).toMatchObject({
      consecutiveFailures: 1,
    });
  });

  it('is rejected alone where the database refuses a play beside it', async () => {
    const s = stage();
    const userId = await withListener(s);
    const tokens = s.simulator.control.issueTokens('listener');
    const answer = await s.deps.spotify.recentlyPlayed(tokens.accessToken);
    if (!answer.ok) throw new Error('the simulator did not answer');
    const [first, ...others] = answer.value.plays;
    if (!first) throw new Error('no play to poison');
    const page = {
      plays: [{ ...first, playedAt: new Date(8.64e15) }, ...others],
      rejectedItems: [{ reason: 'episode' as const, payload: '{}', playedAt: null }],
      isFull: false,
    };
    expect(await recordPlays(s.deps, [{ userId, page }])).toMatchObject({ unwritten: [] });
    const rejected = await s.deps.db.rejectedItem.findMany({ orderBy: { reason: 'asc' } });
    expect(rejected.map(({ reason }) => reason)).toEqual(['episode', 'unstorable']);
    // Whole: with what the archive does not store.
    const sent = z.looseObject({
      track: z.looseObject({ id: z.literal(first.track.spotifyId), href: z.string() }),
    });
    expect(sent.safeParse(JSON.parse(rejected[1]?.payload ?? '')).success).toBe(true);
    expect(await s.deps.db.playEvent.count({ where: { userId } })).toBe(2);
  });
});

describe('how far back a page with rejected items reaches', () => {
  /** Fifty items, of which the oldest is an episode. */
  const everyFive = Array.from({ length: 50 }, (_, i) => 5 + i * 5);

  it('is the end of the rejected item at its end: the gap begins there', async () => {
    const s = stage();
    const userId = await withListener(s, 1);
    await poll(s, userId);
    s.clock.advance(600 * MINUTE);
    play(s, everyFive);
    const items = [...Array<'context_null'>(49).fill('context_null'), 'episode' as const];
    s.simulator.control.addFault({ match: { path: 'recently-played' }, fault: { kind: 'odd_items', items } });
    expect(await poll(s, userId)).toMatchObject({ newPlays: 49, rejectedItems: 1, gapsOpened: 1 });
    const to = new Date(s.clock.now().getTime() - 250 * MINUTE);
    expect(await s.deps.db.archiveGap.findFirst()).toMatchObject({ to });
  });

  it('is known when the rejected item was listed before: there is no gap', async () => {
    const s = stage();
    const userId = await withListener(s, 1);
    s.clock.advance(60 * MINUTE);
    play(s, [10]);
    const episode = { match: { path: 'recently-played' } };
    s.simulator.control.addFault({ ...episode, fault: { kind: 'odd_items', items: ['episode'] } });
    expect(await poll(s, userId)).toMatchObject({ rejectedItems: 1 });
    s.clock.advance(245 * MINUTE);
    play(s, everyFive.slice(0, 49));
    const items = [...Array<'context_null'>(49).fill('context_null'), 'episode' as const];
    s.simulator.control.addFault({ ...episode, fault: { kind: 'odd_items', items } });
    expect(await poll(s, userId)).toMatchObject({ newPlays: 49, gapsOpened: 0 });
  });

  it('is not moved by an item whose time cannot be trusted', async () => {
    const ancient = '{"played_at":"2009-01-01T00:00:00Z","track":7}';
    const s = stage({ rewrite: (path, body) => (isPage(path) ? withItems(body, [ancient], 50) : body) });
    const userId = await withListener(s, 1);
    await poll(s, userId);
    s.clock.advance(600 * MINUTE);
    play(s, everyFive);
    expect(await poll(s, userId)).toMatchObject({ newPlays: 50, gapsOpened: 1 });
    const to = new Date(s.clock.now().getTime() - 250 * MINUTE);
    expect(await s.deps.db.archiveGap.findFirst()).toMatchObject({ to });
  });
});

describe('other music of the very instant of a play that is stored', () => {
  const END = '2026-03-02T09:30:00.123Z';
  const listed = (id: string) => ({ playedAt: END, id, name: `Song ${id}`, artists: [`Artist ${id}`] });

  it.each([
    ['before', 'a'],
    ['behind', 'z'],
  ])('is kept whole, and the play stays, where its id comes %s', async (_where, other) => {
    const s = stage();
    const userId = await withListener(s, 0);
    const whole = pageOf(listed(other)).items[0];
    for (const page of [
      pageOf(listed('m')),
      pageOf(listed(other), listed('m')),
      pageOf(listed('m'), listed(other)),
    ]) {
      s.simulator.control.setRecordedPage('listener', page);
      s.clock.advance(60 * MINUTE);
      await poll(s, userId);
    }
    const plays = await s.deps.db.playEvent.findMany({ include: { track: true } });
    expect(plays.map(({ track }) => track.spotifyId)).toEqual(['m']);
    const items = await s.deps.db.rejectedItem.findMany();
    expect(items.map(({ reason, payload }) => [reason, JSON.parse(payload)])).toEqual([
      ['same_moment', whole],
    ]);
  });
});
