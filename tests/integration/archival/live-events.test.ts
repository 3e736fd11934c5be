import { describe, expect, it } from 'vitest';
import * as events from '@/app/api/archive/events/route';
import { readLiveState } from '@/lib/shared/archival/live-state';
import { liveEvents } from '@/services/archival/live-events';
import { scheduleArchive } from '@/services/archival/tick';
import { deliver } from '../../support/deliver-messages';
import { Browser, call, useHttpStage } from '../../support/http-stage';
import { useArchiveStage } from '../../support/stage-database';

async function piecesOf(stream: AsyncGenerator<string>): Promise<string[]> {
  const pieces: string[] = [];
  for await (const piece of stream) pieces.push(piece);
  return pieces;
}

describe('what changes in an archive', () => {
  const stage = useArchiveStage();
  const stateOf = (piece: string) =>
    readLiveState(/^event: state\ndata: (.*)\n\n$/.exec(piece)?.[1] ?? 'null');

  it('is sent at once, and again when a sync wrote plays, whichever process ran it', async () => {
    const s = stage();
    const userId = await s.signIn('regular');
    const stream = liveEvents(s.deps, userId, { seconds: 300 });
    expect((await stream.next()).value).toBe('retry: 5000\n\n');
    expect(stateOf((await stream.next()).value ?? '')).toEqual({
      plays: 0,
      newestPlayAt: null,
      lastPolledAt: null,
    });
    expect((await stream.next()).value).toBe(': nothing new\n\n');
    await scheduleArchive(s.deps, {});
    const message = s.queue.take()?.message;
    if (message) await deliver(s.deps, message);
    const told = stateOf((await stream.next()).value ?? '');
    expect(told?.plays).toBe(await s.deps.db.playEvent.count());
    expect(told?.plays).toBeGreaterThan(0);
    const newest = await s.deps.db.playEvent.aggregate({ _max: { playedAt: true } });
    expect(told?.newestPlayAt).toBe(newest._max.playedAt?.toISOString());
    expect(told?.lastPolledAt).not.toBeNull();
    expect((await stream.next()).value).toBe(': nothing new\n\n');
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
    const browser = new Browser();
    await browser.signIn(stage(), 'regular');
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
});
