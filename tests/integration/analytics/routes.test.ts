import { describe, expect, it } from 'vitest';
import * as activity from '@/app/api/activity/route';
import * as discovery from '@/app/api/analytics/discovery/route';
import * as diversity from '@/app/api/analytics/diversity/route';
import * as genresOverTime from '@/app/api/analytics/genres-over-time/route';
import * as sessions from '@/app/api/analytics/sessions/route';
import * as streaks from '@/app/api/analytics/streaks/route';
import * as trends from '@/app/api/analytics/trends/route';
import * as calendar from '@/app/api/calendar/route';
import * as comparison from '@/app/api/comparison/route';
import * as genres from '@/app/api/genres/route';
import * as recentPlays from '@/app/api/recent-plays/route';
import * as search from '@/app/api/search/route';
import * as stats from '@/app/api/stats/route';
import * as topAlbums from '@/app/api/top-albums/route';
import * as topArtists from '@/app/api/top-artists/route';
import * as topTracks from '@/app/api/top-tracks/route';
import { ALL_TIME } from '@/lib/shared/analytics/range-presets';
import { HOUR, MINUTE } from '@/lib/shared/time';
import type { RouteHandler } from '@/middleware/route';
import { getEntityPage } from '@/services/catalogue/entity-page';
import { call, signedInBrowser, useHttpStage } from '../../support/http-stage';
import { keepPlays, type PlayedTrack } from '../../support/keep-plays';

const stage = useHttpStage();

const RANGED: [string, RouteHandler][] = [
  ['/api/stats', stats.GET],
  ['/api/top-tracks', topTracks.GET],
  ['/api/top-artists', topArtists.GET],
  ['/api/top-albums', topAlbums.GET],
  ['/api/genres', genres.GET],
  ['/api/activity', activity.GET],
  ['/api/comparison', comparison.GET],
  ['/api/calendar', calendar.GET],
  ['/api/analytics/discovery', discovery.GET],
  ['/api/analytics/trends', trends.GET],
  ['/api/analytics/diversity', diversity.GET],
  ['/api/analytics/sessions', sessions.GET],
];

const EVERY: [string, RouteHandler][] = [
  ...RANGED,
  ['/api/analytics/streaks', streaks.GET],
  ['/api/recent-plays', recentPlays.GET],
  ['/api/search?q=space', search.GET],
];

const plays = (count: number): PlayedTrack[] =>
  Array.from({ length: count }, (_, index) => ({
    endedAt: new Date(stage().clock.now().getTime() - (index + 1) * HOUR),
    track: `Space ${index % 4}`,
    artists: ['Nala Sinephro'],
    album: 'Space 1.8',
    durationMs: 3 * MINUTE,
  }));

/** Signs in and keeps this many plays. */
async function signedIn(listener = 'regular', count = 10) {
  const browser = await signedInBrowser(stage(), listener);
  const { db, clock } = stage().deps;
  const user = await db.user.findFirstOrThrow({ orderBy: { id: 'desc' } });
  await keepPlays(db, user.id, clock.now(), plays(count));
  const get = (handler: RouteHandler, path: string, headers: Record<string, string> = {}) =>
    call(handler, path, { headers: { ...headers, cookie: browser.cookieHeader() } });
  return { user, get };
}

describe('the statistics routes', () => {
  it('are for signed-in listeners only', async () => {
    for (const [path, handler] of EVERY)
      expect([path, (await call(handler, path)).status]).toEqual([path, 401]);
  });

  it('answer the listener, with what the database and the cache took', async () => {
    const { get } = await signedIn();
    for (const [path, handler] of EVERY) {
      const response = await get(handler, path);
      expect([path, response.status]).toEqual([path, 200]);
      expect(response.headers.get('cache-control')).toBe('no-store');
      expect(response.headers.get('server-timing')).toMatch(/^db;dur=\d+\.\d(, cache;desc=miss)?$/);
    }
    const again = await get(stats.GET, '/api/stats');
    expect(again.headers.get('server-timing')).toContain('cache;desc=hit');
    expect(await again.json()).toMatchObject({
      totalPlays: 10,
      uniqueTracks: 4,
      uniqueArtists: 1,
      isEstimate: true,
    });
  });

  it('answer zeros, not errors, while nothing is kept', async () => {
    const { get } = await signedIn('regular', 0);
    for (const [path, handler] of EVERY)
      expect([path, (await get(handler, path)).status]).toEqual([path, 200]);
    for (const [path, handler] of RANGED)
      expect([path, (await get(handler, `${path}?range=30d`)).status]).toEqual([path, 200]);
  });

  it('answer 304 without a body to a client that has the answer, until it changes', async () => {
    const { get, user } = await signedIn();
    for (const [path, handler] of EVERY) {
      const etag = (await get(handler, path)).headers.get('etag') ?? '';
      expect(etag).toMatch(/^"[\w-]{27}"$/);
      for (const known of [etag, `W/${etag}`, `"other", ${etag}`, '*']) {
        const response = await get(handler, path, { 'if-none-match': known });
        expect([path, response.status, await response.text()]).toEqual([path, 304, '']);
        expect(response.headers.get('etag')).toBe(etag);
      }
      expect((await get(handler, path, { 'if-none-match': '"other"' })).status).toBe(200);
    }
    const etag = (await get(topTracks.GET, '/api/top-tracks')).headers.get('etag') ?? '';
    const { db, clock } = stage().deps;
    const [play] = plays(1);
    if (play)
      await keepPlays(db, user.id, clock.now(), [{ ...play, endedAt: new Date(play.endedAt.getTime() - 1) }]);
    expect((await get(topTracks.GET, '/api/top-tracks', { 'if-none-match': etag })).status).toBe(200);
  });
});

describe('weeks', () => {
  it('begin on the first day of the reader’s: of the account’s locale, else of the language asked for', async () => {
    const { get, user } = await signedIn();
    // A Wednesday to a Tuesday.
    const path = '/api/analytics/trends?unit=week&from=2024-05-01&to=2024-05-07';
    const startsFor = async (language?: string) => {
      const answer = await get(trends.GET, path, language ? { 'accept-language': language } : {});
      const points: { start: string }[] = (await answer.json()).points;
      return points.map(({ start }) => start);
    };
    const [monday, sunday] = [
      ['2024-04-29', '2024-05-06'],
      ['2024-04-28', '2024-05-05'],
    ];
    expect(await startsFor()).toEqual(monday);
    expect(await startsFor('*')).toEqual(monday);
    expect(await startsFor('en-US')).toEqual(sunday);
    expect(await startsFor('ar-EG')).toEqual(['2024-04-27', '2024-05-04']);
    await stage().deps.db.user.update({ where: { id: user.id }, data: { locale: 'de-DE' } });
    expect(await startsFor('en-US')).toEqual(monday);
  });

  it('begin so in every series that has weeks', async () => {
    const { get } = await signedIn();
    const american = { 'accept-language': 'en-US' };
    const day = 'from=2024-05-01&to=2024-06-30';
    const genreWeeks = await (
      await get(genresOverTime.GET, `/api/analytics/genres-over-time?${day}`, american)
    ).json();
    expect(genreWeeks).toMatchObject({
      unit: 'week',
      points: [{ start: '2024-04-28' }, { start: '2024-05-05' }, {}, {}, {}, {}, {}, {}, {}, {}],
    });
    const wide = 'from=2009-01-01&to=2026-01-01';
    const calendarWeeks = await (await get(calendar.GET, `/api/calendar?${wide}`, american)).json();
    expect([calendarWeeks.unit, calendarWeeks.days[0].day]).toEqual(['week', '2008-12-28']);
  });
});

describe('a range of many days', () => {
  it('is answered in a coarser unit, which the answer names, with 1,000 points at most', async () => {
    const { get } = await signedIn();
    const wide = 'from=2000-01-01&to=2099-12-31';
    const answers: [string, string, string][] = [
      ['unit=hour&from=2024-01-01&to=2024-02-10', 'hour', '2024-01-01T00'],
      ['unit=hour&from=2024-01-01&to=2024-02-11', 'day', '2024-01-01'],
      ['unit=day&from=2020-01-01&to=2022-09-26', 'day', '2020-01-01'],
      ['unit=day&from=2020-01-01&to=2022-09-27', 'week', '2019-12-30'],
      [`unit=hour&${wide}`, 'week', '2008-10-06'],
      [`unit=month&${wide}`, 'month', '2008-10-01'],
    ];
    for (const [query, unit, first] of answers) {
      const answer = await (await get(trends.GET, `/api/analytics/trends?${query}`)).json();
      expect([query, answer.unit, answer.points[0].start]).toEqual([query, unit, first]);
      expect(answer.points.length).toBeLessThanOrEqual(1_000);
      expect(answer.previous.length).toBeLessThanOrEqual(1_000);
    }
    const days = await (await get(calendar.GET, `/api/calendar?${wide}`)).json();
    expect(days).toMatchObject({ unit: 'week', range: { from: '2008-10-07' } });
    expect(days.days.length).toBeLessThanOrEqual(1_000);
  });

  it('has no days outside of Spotify’s time, and none of the future', async () => {
    const { get } = await signedIn();
    for (const query of ['from=2000-01-01&to=2008-10-05', 'from=2090-01-01&to=2099-12-31']) {
      const answer = await (await get(trends.GET, `/api/analytics/trends?unit=day&${query}`)).json();
      expect([answer.points, answer.previous]).toEqual([[], []]);
      expect((await (await get(calendar.GET, `/api/calendar?${query}`)).json()).days).toEqual([]);
    }
    const today = stage().clock.now().toISOString().slice(0, 10);
    const answer = await (await get(calendar.GET, '/api/calendar?from=2026-01-01&to=2099-12-31')).json();
    expect(answer).toMatchObject({ range: { from: '2026-01-01', to: today } });
  });
});

describe('bad input', () => {
  const BAD: [RouteHandler, string, string][] = [
    ...RANGED.flatMap(([path, handler]): [RouteHandler, string, string][] => [
      [handler, `${path}?range=2d`, 'range'],
      [handler, `${path}?from=2024-02-30`, 'from'],
      [handler, `${path}?from=2024-01-01&to=soon`, 'to'],
      [handler, `${path}?from=2024-02-01&to=2024-01-01`, 'from'],
    ]),
    [topTracks.GET, '/api/top-tracks?limit=abc', 'limit'],
    [topTracks.GET, '/api/top-tracks?limit=51', 'limit'],
    [topTracks.GET, '/api/top-tracks?limit=0', 'limit'],
    [topTracks.GET, '/api/top-tracks?limit=', 'limit'],
    [topTracks.GET, '/api/top-tracks?offset=-1', 'offset'],
    [topTracks.GET, '/api/top-tracks?by=luck', 'by'],
    [trends.GET, '/api/analytics/trends?unit=fortnight', 'unit'],
    [recentPlays.GET, '/api/recent-plays?limit=101', 'limit'],
    [recentPlays.GET, '/api/recent-plays?cursor=nonsense', 'cursor'],
    // Years that the database or JavaScript does not write: 1200 BC and 10000.
    ...[-99_999_999_999_999, 253_402_300_800_000].map((at): [RouteHandler, string, string] => {
      const cursor = Buffer.from(`1.${at}.1`).toString('base64url');
      return [recentPlays.GET, `/api/recent-plays?cursor=${cursor}`, 'cursor'];
    }),
    [recentPlays.GET, '/api/recent-plays?before=2023-02-29', 'before'],
    [recentPlays.GET, '/api/recent-plays?before=0000-01-01', 'before'],
    [recentPlays.GET, '/api/recent-plays?at=0000-01-01T00:00:00.000Z', 'at'],
    [recentPlays.GET, '/api/recent-plays?at=2026-02-30T00:00:00.000Z', 'at'],
    [recentPlays.GET, '/api/recent-plays?from=2024-02-30', 'from'],
    [recentPlays.GET, '/api/recent-plays?from=2024-02-01&to=2024-01-01', 'from'],
    [recentPlays.GET, '/api/recent-plays?to=soon', 'to'],
    [recentPlays.GET, '/api/recent-plays?kind=song&id=1', 'kind'],
    [recentPlays.GET, '/api/recent-plays?id=1', 'kind'],
    [recentPlays.GET, '/api/recent-plays?kind=track', 'id'],
    [recentPlays.GET, '/api/recent-plays?kind=track&id=2147483648', 'id'],
    [recentPlays.GET, '/api/recent-plays?weekday=7', 'weekday'],
    [recentPlays.GET, '/api/recent-plays?hour=24', 'hour'],
    [recentPlays.GET, '/api/recent-plays?hour=', 'hour'],
    [recentPlays.GET, '/api/recent-plays?genre=%20', 'genre'],
    [recentPlays.GET, '/api/recent-plays?genre=a%00b', 'genre'],
    [search.GET, '/api/search', 'q'],
    [search.GET, '/api/search?q=%20', 'q'],
    [search.GET, `/api/search?q=${'x'.repeat(101)}`, 'q'],
  ];

  it('is a 400 that names the field', async () => {
    const { get } = await signedIn();
    for (const [handler, path, field] of BAD) {
      const response = await get(handler, path);
      const problem: unknown = await response.json();
      expect([path, problem]).toEqual([
        path,
        expect.objectContaining({ status: 400, code: 'VALIDATION_ERROR', field }),
      ]);
    }
  });

  it('finds nothing under another listener’s cursor or ids', async () => {
    const bob = await signedIn('heavy', 5);
    const page = await (await bob.get(recentPlays.GET, '/api/recent-plays?limit=2')).json();
    const ada = await signedIn('regular', 0);
    expect(ada.user.id).not.toBe(bob.user.id);
    const response = await ada.get(recentPlays.GET, `/api/recent-plays?limit=2&cursor=${page.nextCursor}`);
    expect([response.status, await response.json()]).toEqual([
      404,
      expect.objectContaining({ code: 'NOT_FOUND' }),
    ]);
    for (const kind of ['track', 'artist', 'album'] as const) {
      expect(await getEntityPage(stage().deps, bob.user, kind, 1, ALL_TIME)).toMatchObject({ kind, id: 1 });
      expect(await getEntityPage(stage().deps, ada.user, kind, 1, ALL_TIME)).toBeNull();
      const path = `/api/recent-plays?kind=${kind}&id=1`;
      expect((await bob.get(recentPlays.GET, path)).status).toBe(200);
      const refused = await ada.get(recentPlays.GET, path);
      expect([refused.status, await refused.json()]).toEqual([
        404,
        expect.objectContaining({ code: 'NOT_FOUND', field: 'id' }),
      ]);
    }
  });
});

describe('the listener’s own library', () => {
  it('is searched by any part of a name, and no other listener’s is', async () => {
    const bob = await signedIn('heavy', 5);
    const ada = await signedIn('regular', 0);
    const path = '/api/search?q=SPACE';
    const found = await (await bob.get(search.GET, path)).json();
    expect(found).toMatchObject({ query: 'SPACE', artists: [], albums: [{ name: 'Space 1.8', plays: 5 }] });
    expect(found.tracks.map(({ name }: { name: string }) => name)).toEqual([
      'Space 0',
      'Space 1',
      'Space 2',
      'Space 3',
    ]);
    expect(await (await ada.get(search.GET, path)).json()).toMatchObject({
      artists: [],
      albums: [],
      tracks: [],
    });
  });
});
