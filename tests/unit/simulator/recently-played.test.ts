import { describe, expect, it } from 'vitest';
import { DAY, HOUR } from '../../../simulator/life/time-zone';
import { NOW, signIn, stillSimulator } from './signed-in-listener';

const MINUTE = 60_000;

/** A listener with this many one-minute plays, the last of which ended a minute ago. */
function withPlays(count: number) {
  const simulator = stillSimulator();
  const plays = Array.from({ length: count }, (_, ago) => ({
    playedAt: NOW - (ago + 1) * MINUTE,
    track: ago,
    listenedMs: MINUTE,
  }));
  simulator.control.addListener({ id: 'listed', plays });
  return { simulator, plays, listener: signIn(simulator, 'listed') };
}

describe('recently played', () => {
  it('lists the newest first, with the end of each play to the millisecond', async () => {
    const { listener, plays } = withPlays(12);
    const page = await listener.recent();
    expect(page.items.map((item) => Date.parse(item.played_at))).toEqual(plays.map((play) => play.playedAt));
    expect(page.items[0]?.played_at).toBe('2026-11-22T12:59:00.000Z');
  });

  it('gives 20 unless asked otherwise, up to 50 and not more', async () => {
    const { listener } = withPlays(80);
    expect((await listener.recent('')).items).toHaveLength(20);
    expect((await listener.recent('limit=1')).items).toHaveLength(1);
    expect((await listener.recent('limit=50')).items).toHaveLength(50);
    for (const limit of ['51', '0', '-1', 'abc', '']) {
      const answer = await listener.get(`/v1/me/player/recently-played?limit=${limit}`);
      expect(answer.status).toBe(400);
      expect(await answer.json()).toEqual({ error: { status: 400, message: 'Invalid limit' } });
    }
  });

  it('knows only the last 50 plays: paging past them finds nothing', async () => {
    const { listener, plays } = withPlays(80);
    const first = await listener.recent('limit=30');
    const second = await listener.recent(`limit=30&before=${first.cursors?.before}`);
    const third = await listener.recent(`limit=30&before=${second.cursors?.before}`);
    expect([...first.items, ...second.items].map((item) => Date.parse(item.played_at))).toEqual(
      plays.slice(0, 50).map((play) => play.playedAt),
    );
    expect(third).toMatchObject({ items: [], next: null, cursors: null });
  });

  it('excludes the cursors themselves', async () => {
    const { listener, plays } = withPlays(5);
    const third = plays[2]?.playedAt ?? 0;
    const times = async (query: string) =>
      (await listener.recent(query)).items.map((item) => Date.parse(item.played_at));
    expect(await times(`after=${third}`)).toEqual(plays.slice(0, 2).map((play) => play.playedAt));
    expect(await times(`before=${third}`)).toEqual(plays.slice(3).map((play) => play.playedAt));
    expect((await listener.get(`/v1/me/player/recently-played?after=1&before=2`)).status).toBe(400);
    expect((await listener.get('/v1/me/player/recently-played?after=yesterday')).status).toBe(400);
  });

  it('has the cursors and the address of the next page that the real answer has', async () => {
    const { listener, plays } = withPlays(60);
    const page = await listener.recent('limit=48');
    expect(page.cursors).toEqual({ after: `${plays[0]?.playedAt}`, before: `${plays[47]?.playedAt}` });
    expect(page.next).toBe(
      `http://127.0.0.1:4321/v1/me/player/recently-played?before=${plays[47]?.playedAt}&limit=48`,
    );
    expect(page.href).toBe('http://127.0.0.1:4321/v1/me/player/recently-played?limit=48');
    expect(page.limit).toBe(48);
  });

  it('lists a play once it has arrived, at the time at which it was played', async () => {
    const simulator = stillSimulator();
    simulator.control.addListener({
      id: 'flying',
      plays: [
        { playedAt: NOW - HOUR, arrivesAt: NOW + 2 * HOUR, track: 1 },
        { playedAt: NOW - 10 * MINUTE, track: 2 },
      ],
    });
    const listener = signIn(simulator, 'flying');
    expect((await listener.recent()).items).toHaveLength(1);
    simulator.control.moveClock(2 * HOUR);
    const later = signIn(simulator, 'flying');
    expect((await later.recent()).items.map((item) => Date.parse(item.played_at))).toEqual([
      NOW - 10 * MINUTE,
      NOW - HOUR,
    ]);
  });

  it('gives identical values when read again', async () => {
    const simulator = stillSimulator();
    const listener = signIn(simulator, 'heavy');
    expect(await listener.recent()).toEqual(await listener.recent());
    expect((await signIn(stillSimulator(), 'heavy').recent()).items).toEqual((await listener.recent()).items);
  });

  it.each(['regular', 'quiet', 'heavy', 'gap', 'traveller'])('agrees with the life "%s"', async (id) => {
    const simulator = stillSimulator();
    const page = await signIn(simulator, id).recent();
    const listed = simulator.control
      .playsBetween(id, NOW - 200 * DAY, NOW + 1)
      .filter((play) => play.arrivesAt <= NOW)
      .slice(-50)
      .reverse();
    expect(page.items.map(({ played_at, track }) => [Date.parse(played_at), track.id])).toEqual(
      listed.map((play) => [play.playedAt, play.trackId]),
    );
    expect(page.items).toHaveLength(50);
  });

  it('moves on with the clock', async () => {
    const simulator = stillSimulator();
    const before = await signIn(simulator, 'heavy').recent();
    simulator.control.moveClock(5 * HOUR);
    const after = await signIn(simulator, 'heavy').recent();
    expect(Date.parse(after.items[0]?.played_at ?? '')).toBeGreaterThan(
      Date.parse(before.items[0]?.played_at ?? ''),
    );
  });

  it('grows while the live pace plays', async () => {
    const simulator = stillSimulator({ pace: 'live' });
    simulator.control.moveClock(10 * MINUTE);
    const page = await signIn(simulator, 'quiet').recent();
    expect(page.items.filter((item) => Date.parse(item.played_at) > NOW).length).toBeGreaterThanOrEqual(8);
  });
});
