import { beforeEach, describe, expect, it } from 'vitest';
import * as compare from '@/app/api/compare/route';
import * as onThisDay from '@/app/api/on-this-day/route';
import { MINUTE } from '@/lib/shared/time';
import { APP, call, signedInBrowser, useHttpStage } from '../../support/http-stage';
import { keepPlays } from '../../support/keep-plays';

const stage = useHttpStage();
let cookie: string;
let userId: number;

beforeEach(async () => {
  const browser = await signedInBrowser(stage(), 'regular');
  cookie = browser.cookieHeader();
  const { db } = stage().deps;
  userId = (await db.user.findFirstOrThrow({ where: { spotifyId: 'regular' } })).id;
  // 14 hours ahead of UTC, the furthest there is.
  await db.user.update({ where: { id: userId }, data: { timeZone: 'Pacific/Kiritimati' } });
});

const keep = (...endings: [endedAt: string, track: string][]) =>
  keepPlays(
    stage().deps.db,
    userId,
    stage().deps.clock.now(),
    endings.map(([endedAt, track]) => ({
      endedAt: new Date(endedAt),
      track,
      artists: [`Artist of ${track}`],
      album: 'A',
      durationMs: 3 * MINUTE,
    })),
  );

const ask = async (handler: typeof onThisDay.GET, path: string) => {
  const answer = await call(handler, path, { headers: { cookie, origin: APP } });
  return { status: answer.status, body: await answer.json() };
};

describe('on this day', () => {
  it('takes the days of the listener’s own calendar', async () => {
    await keep(
      ['2023-05-09T10:30:00Z', 'Ten already'],
      ['2023-05-09T09:30:00Z', 'Still nine'],
      ['2022-05-10T09:59:00Z', 'The last'],
    );
    const { body } = await ask(onThisDay.GET, '/api/on-this-day?day=2026-05-10');
    expect(
      body.years.map(({ day, plays, tracks }: { day: string; plays: number; tracks: { name: string }[] }) => [
        day,
        plays,
        tracks.map(({ name }) => name),
      ]),
    ).toEqual([
      ['2023-05-10', 1, ['Ten already']],
      ['2022-05-10', 1, ['The last']],
    ]);
  });

  it('begins with the listener’s today, and leaves this year out', async () => {
    const { body } = await ask(onThisDay.GET, '/api/on-this-day');
    const today = new Intl.DateTimeFormat('en-CA', { timeZone: 'Pacific/Kiritimati' });
    expect(body).toEqual({ day: today.format(stage().deps.clock.now()), years: [] });
  });

  it('knows no day that the calendar has not', async () => {
    expect((await ask(onThisDay.GET, '/api/on-this-day?day=2025-02-29')).status).toBe(400);
  });
});

describe('any two ranges', () => {
  it('stand beside each other, whatever their lengths', async () => {
    await keep(
      ['2022-12-30T10:30:00Z', 'Before'],
      ['2023-05-09T10:30:00Z', 'One'],
      ['2023-06-09T10:30:00Z', 'Two'],
      ['2024-05-09T10:30:00Z', 'One'],
    );
    const { body } = await ask(compare.GET, '/api/compare?a=2023-01-01..2023-12-31&b=2024-05-10..');
    expect(body).toMatchObject({
      a: {
        range: { from: '2023-01-01', to: '2023-12-31' },
        days: 365,
        totals: { plays: 2, tracks: 2 },
        tracks: [
          { name: 'One', rank: 1, previousRank: 1 },
          { name: 'Two', rank: 2, previousRank: null },
        ],
      },
      b: {
        range: { from: '2024-05-10' },
        totals: { plays: 1 },
        artists: [{ name: 'Artist of One', plays: 1, previousRank: 1 }],
        tracks: [{ name: 'One', plays: 1, previousRank: 1 }],
      },
      // Nobody can say whether 365 days have more than the days of a range that is still running: averages do.
      change: { plays: null, tracks: null, artists: null, albums: null },
    });
    expect(body.a.perDay.plays).toBeCloseTo(2 / 365);
    const alike = await ask(compare.GET, '/api/compare?a=2023-05-01..2023-05-31&b=2024-05-01..2024-05-31');
    expect(alike.body.change).toMatchObject({ plays: 0, tracks: 0, artists: 0, albums: 0 });
    const nothing = await ask(compare.GET, '/api/compare?a=all&b=2015-01-01..2015-12-31');
    expect(Object.values(nothing.body.change)).toEqual([null, null, null, null, null]);
    expect(nothing.body.b).toMatchObject({ days: 365, artists: [], tracks: [] });
  });

  it.each([
    'a=all',
    'a=all&b=x',
    'a=all&b=2024-05-02..2024-05-01',
    'a=all&b=2024-01-01..2024-01-02..',
    'a=all&b=2024-02-30..',
  ])('are both named: %s is refused', async (query) => {
    expect((await ask(compare.GET, `/api/compare?${query}`)).status).toBe(400);
  });
});
