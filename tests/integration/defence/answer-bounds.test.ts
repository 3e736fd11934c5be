import { beforeEach, expect, it } from 'vitest';
import { POST as share } from '@/app/api/share/route';
import { MOST_POINTS } from '@/lib/shared/analytics/chart-unit';
import { ALL_TIME, PRESETS } from '@/lib/shared/analytics/range-presets';
import { SECOND } from '@/lib/shared/time';
import { getDashboard, getDashboardStatistics } from '@/services/analytics-service';
import { getEntityPage } from '@/services/catalogue/entity-page';
import { APP, call, signedInBrowser, useHttpStage } from '../../support/http-stage';
import { keepHostileArchive, longName } from '../../support/import/hostile-archive';
import { routeTable } from '../../support/routes/route-table';
import { loadRoute } from '../../support/routes/routes-on-disk';

const stage = useHttpStage();
const MEGABYTE = 1_000_000;

/** A zone far ahead of UTC, in which the last instant of the year 9999 lies in the year 10000. */
const TIME_ZONE = 'Pacific/Kiritimati';

const WIDE = ['', 'range=1y', 'from=2000-01-01&to=2099-12-31'];
const UNITS = ['hour', 'day', 'week', 'month', 'year'].map((unit) => `unit=${unit}`);
const PARAMETERS: Record<string, string[]> = {
  '/api/analytics/trends': WIDE.flatMap((range) => UNITS.map((unit) => `${range}&${unit}`)),
  '/api/analytics/year': ['year=2015', `year=${new Date().getUTCFullYear()}`],
  '/api/compare': ['a=all&b=2000-01-01..2099-12-31'],
  '/api/entity': ['track', 'artist', 'album'].map((kind) => `kind=${kind}&id=1`),
  '/api/on-this-day': ['', 'day=9999-12-31', 'day=0001-01-01', 'day=2024-02-29'],
  '/api/recent-plays': [
    'limit=100',
    'limit=100&before=9999-12-31',
    'limit=100&before=0001-01-01',
    'q=%E6%A4%8E&limit=100',
  ],
  '/api/search': ['q=%E6%A4%8E&limit=50'],
  '/api/top-tracks': WIDE.map((range) => `${range}&limit=50`),
  '/api/top-artists': WIDE.map((range) => `${range}&limit=50`),
  '/api/top-albums': WIDE.map((range) => `${range}&limit=50&by=time`),
};
/** Files, pictures, streams that end with an import or after minutes, and figures of the process that are not there without their token. */
const UNBOUNDED = [
  '/api/archive/events',
  '/api/export',
  '/api/import/[id]/events',
  '/api/metrics',
  '/api/analytics/year/picture',
  '/api/share/picture',
];

let listener: { id: number; timeZone: string };
let headers: Record<string, string>;

beforeEach(async () => {
  const browser = await signedInBrowser(stage(), 'regular');
  const { db } = stage().deps;
  const { id } = await db.user.findUniqueOrThrow({ where: { spotifyId: 'regular' } });
  await db.user.update({ where: { id }, data: { timeZone: TIME_ZONE, name: longName(1) } });
  listener = { id, timeZone: TIME_ZONE };
  headers = { cookie: browser.cookieHeader(), origin: APP };
  await keepHostileArchive(stage(), id);
});

/** The lengths of all lists in an answer, by the key that they stand under. */
function listsIn(value: unknown, key = ''): [string, number][] {
  if (Array.isArray(value)) return [[key, value.length], ...value.flatMap((item) => listsIn(item, key))];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => listsIn(inner, name));
}

async function expectBounded(path: string, response: Response): Promise<void> {
  const text = await response.text();
  expect([path, response.status, text.slice(0, 300 * Number(response.status !== 200))]).toEqual([
    path,
    200,
    '',
  ]);
  expect([path, Buffer.byteLength(text) < MEGABYTE]).toEqual([path, true]);
  const tooLong = listsIn(JSON.parse(text)).filter(([, length]) => length > MOST_POINTS);
  expect([path, tooLong]).toEqual([path, []]);
}

it('every GET route answers with less than a megabyte and 1,000 points, whatever is stored and asked', async () => {
  for (const [path, { access, asks }] of Object.entries(routeTable)) {
    if (!asks.GET || access === 'queue' || UNBOUNDED.includes(path) || path.includes('[')) continue;
    const get = (await loadRoute(path)).GET;
    if (!get) throw new Error(`${path} has no GET`);
    for (const query of PARAMETERS[path] ?? WIDE) {
      if (path.startsWith('/api/health')) continue;
      // A fast machine asks more often than a listener may.
      stage().clock.advance(SECOND);
      const response = await call(get, `${path}?${query}`, { headers });
      await expectBounded(`${path}?${query}`, response);
    }
  }
}, 240_000);

it('plays at impossible times are in no chart and break no streak, and nothing fails of them', async () => {
  const { deps } = stage();
  for (const preset of PRESETS) {
    const shown = await getDashboardStatistics(
      deps,
      { ...listener, firstWeekday: 6 },
      { preset, from: null, to: null },
    );
    const starts = shown.trends.points.map(({ start }) => start);
    expect([preset, starts.filter((start) => start < '2008-10-01' || start > '2027')]).toEqual([preset, []]);
    expect(shown.streaks.daysSinceFirst).toBeLessThan(20 * 366);
    expect(shown.comparison.current.plays).toBeGreaterThan(0);
  }
  const dashboard = await getDashboard(deps, listener.id);
  expect(dashboard.recentPlays[0]?.playedAt).toBe('9999-12-31T23:59:59.999Z');
  for (const kind of ['track', 'artist', 'album'] as const) {
    const page = await getEntityPage(deps, listener, kind, 1, ALL_TIME);
    expect(page?.trend.points.length).toBeLessThanOrEqual(MOST_POINTS);
    expect(Buffer.byteLength(JSON.stringify(page))).toBeLessThan(MEGABYTE / 2);
  }
});

it('a report of it is less than a megabyte too, for anyone', async () => {
  for (const about of [{}, { top: 'track' }, { kind: 'track', id: 1 }]) {
    const body = JSON.stringify({ title: 'Everything', ...about });
    const made = await call(share, '/api/share', { method: 'POST', headers, body });
    const { shareId } = await made.json();
    const get = (await loadRoute('/api/share')).GET;
    if (get) await expectBounded(`/api/share ${body}`, await call(get, `/api/share?id=${shareId}`));
  }
});
