import { describe, expect, it } from 'vitest';
import * as events from '@/app/api/archive/events/route';
import { readLiveNews } from '@/lib/shared/archival/live-state';
import { MINUTE, SECOND } from '@/lib/shared/time';
import { sessionToken } from '@/middleware/session-cookie';
import { endSession } from '@/services/account-service';
import { liveEvents } from '@/services/archival/live-events';
import { scheduleArchive } from '@/services/archival/tick';
import { deliver } from '../../support/deliver-messages';
import { APP, Browser, call, signedInBrowser, useHttpStage } from '../../support/http-stage';
import { keepPlays } from '../../support/keep-plays';
import { useArchiveStage } from '../../support/stage-database';

async function piecesOf(stream: AsyncIterable<string>): Promise<string[]> {
  const pieces: string[] = [];
  for await (const piece of stream) pieces.push(piece);
  return pieces;
}

describe('what changes in an archive', () => {
  const stage = useArchiveStage();
  const stateOf = (piece: string) =>
    readLiveNews(/^event: state\ndata: (.*)\n\n$/.exec(piece)?.[1] ?? 'null');

  it('is sent at once, and again when a sync wrote plays, whichever process ran it', async () => {
    const s = stage();
    const userId = await s.signIn('regular');
    const stream = liveEvents(s.deps, userId, { seconds: 300 });
    expect((await stream.next()).value).toBe('retry: 5000\n\n');
    expect(stateOf((await stream.next()).value ?? '')).toEqual({
      plays: 0,
      newestPlayAt: null,
      lastPolledAt: null,
      since: null,
      newer: 0,
    });
    expect((await stream.next()).value).toBe(': nothing new\n\n');
    await scheduleArchive(s.deps, {});
    const message = s.queue.take()?.message;
    if (message) await deliver(s.deps, message);
    const sent = stateOf((await stream.next()).value ?? '');
    expect(sent?.plays).toBe(await s.deps.db.playEvent.count());
    expect(sent?.plays).toBeGreaterThan(0);
    const newest = await s.deps.db.playEvent.aggregate({ _max: { playedAt: true } });
    expect(sent?.newestPlayAt).toBe(newest._max.playedAt?.toISOString());
    expect(sent?.lastPolledAt).not.toBeNull();
    expect(sent?.newer).toBe(sent?.plays);
    expect((await stream.next()).value).toBe(': nothing new\n\n');
  });

  it('counts the plays that are newer than those shown, and of them those that count', async () => {
    const s = stage();
    const userId = await s.signIn('regular');
    const now = s.clock.now().getTime();
    const play = (minutesAgo: number, msPlayed?: number) => ({
      track: `Space ${minutesAgo}`,
      artists: ['Nala Sinephro'],
      album: null,
      durationMs: 3 * MINUTE,
      endedAt: new Date(now - minutesAgo * MINUTE),
      ...(msPlayed === undefined ? {} : { msPlayed }),
    });
    await keepPlays(s.deps.db, userId, s.clock.now(), [
      play(90),
      play(60),
      play(40),
      play(30, 5 * SECOND),
      play(20),
    ]);
    const since = new Date(now - 60 * MINUTE).toISOString();
    const [, first] = await piecesOf(liveEvents(s.deps, userId, { seconds: 1, since }));
    expect(stateOf(first ?? '')).toMatchObject({ plays: 4, since, newer: 2 });
  });

  it('ends after its time, and when the account is gone', async () => {
    const s = stage();
    const userId = await s.signIn('regular');
    const whole = await piecesOf(liveEvents(s.deps, userId, { seconds: 60 }));
    // Once every 5 s, from the first second to the last.
    expect(whole).toHaveLength(1 + 13);
    expect(await piecesOf(liveEvents(s.deps, userId + 1, { seconds: 60 }))).toEqual(['retry: 5000\n\n']);
  });
});

describe('a stream of them', () => {
  const stage = useHttpStage();

  it('takes one of the four places that a listener has for streams, and frees it', async () => {
    const browser = await signedInBrowser(stage(), 'regular');
    const headers = { cookie: browser.cookieHeader() };
    const follow = () => call(events.GET, '/api/archive/events', { headers });
    const open = await Promise.all([follow(), follow(), follow(), follow()]);
    expect(open.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect(open[0]?.headers.get('content-type')).toContain('text/event-stream');
    expect((await follow()).status).toBe(429);
    await open[0]?.body?.cancel();
    const again = await follow();
    expect(again.status).toBe(200);
    await Promise.all([...open.slice(1), again].map(({ body }) => body?.cancel()));
  });

  it('is refused from before every year that the database knows', async () => {
    const browser = await signedInBrowser(stage(), 'regular');
    const query = 'since=0000-01-01T00:00:00.000Z';
    const headers = { cookie: browser.cookieHeader() };
    expect((await call(events.GET, `/api/archive/events?${query}`, { headers })).status).toBe(400);
  });

  it('ends within half a minute of the end of its session', async () => {
    const { deps, clock } = stage();
    // Rounds follow each other at once, in the time of the clock.
    clock.sleep = async (ms) => clock.advance(ms);
    const [leaving, staying] = [new Browser(), new Browser()];
    for (const browser of [leaving, staying]) await browser.signIn(stage(), 'regular');
    const follow = async (browser: Browser) => {
      const headers = { cookie: browser.cookieHeader() };
      const { body } = await call(events.GET, '/api/archive/events?seconds=300', { headers });
      if (!body) throw new Error('no stream');
      return body.pipeThrough(new TextDecoderStream());
    };
    const left = await follow(leaving);
    const stayed = await follow(staying);
    await endSession(deps, sessionToken(new Headers({ cookie: leaving.cookieHeader() }), APP) ?? '');
    const openedAt = clock.now().getTime();
    expect(await piecesOf(left)).not.toEqual([]);
    expect(clock.now().getTime() - openedAt).toBeLessThanOrEqual(30 * SECOND);
    expect((await piecesOf(stayed)).length).toBeGreaterThan(40);
  });
});
