import { beforeEach, describe, expect, it } from 'vitest';
import { POST as choose } from '@/app/api/tracks/[id]/separate/route';
import type { Range } from '@/lib/shared/analytics/range';
import { ALL_TIME } from '@/lib/shared/analytics/range-presets';
import { EVERY_PLAY } from '@/lib/shared/history/plays-filter';
import { getTop } from '@/services/analytics/top';
import { getTotals } from '@/services/analytics/totals';
import { getEntityPage } from '@/services/catalogue/entity-page';
import { searchLibrary } from '@/services/catalogue/search';
import { chooseSeparate } from '@/services/catalogue/separate-release';
import { sweepRecordings } from '@/services/catalogue/sweep-recordings';
import { getHistoryScope } from '@/services/history/history';
import { composeReport } from '@/services/share/compose-report';
import { readDeps } from '../../statistics/listener-stage';
import { expectRollupsEqualRecount } from '../../support/expect-archive';
import { APP, Browser, call, useHttpStage } from '../../support/http-stage';
import { poll, release } from '../../support/music';

const DAY: Range = { preset: null, from: '2026-03-02', to: '2026-03-02' };
const NOW = new Date('2026-03-02T22:00:00Z');

const SINGLE = release('single', { isrc: 'GB0000000001' });
const DELUXE = release('deluxe', { isrc: 'GB0000000001', name: 'Song - Deluxe' });
const LIVE = release('live', { isrc: 'GB0000000001', name: 'Song - Live' });
const OTHER = release('other', { name: 'Other' });

const stage = useHttpStage();
const db = () => stage().deps.db;
let ada = 0;
let bob = 0;
let browser = new Browser();
const ids: Record<string, number> = {};
beforeEach(async () => {
  browser = new Browser();
  await browser.signIn(stage(), 'regular');
  ada = (await db().user.findFirstOrThrow()).id;
  bob = (await db().user.create({ data: { spotifyId: 'bob', timeZone: 'UTC' } })).id;
  for (const userId of [ada, bob]) {
    await poll(db(), userId, [0, SINGLE], [10, SINGLE], [20, SINGLE], [30, DELUXE], [40, DELUXE], [50, LIVE]);
    await poll(db(), userId, [60, OTHER], [70, OTHER], [80, OTHER], [90, OTHER]);
  }
  for (const { id, spotifyId } of await db().track.findMany()) ids[spotifyId ?? ''] = id;
});

const user = (id: number) => ({ id, timeZone: 'UTC' });
const reading = () => readDeps(db(), NOW);
const page = { by: 'plays', limit: 20 } as const;

async function top(userId: number, range: Range, kind: 'track' | 'release' = 'track') {
  const { total, entries } = await getTop(reading(), user(userId), kind, range, page);
  expect(total).toBe(entries.length);
  return entries.map(({ name, plays }) => [name, plays]);
}

const releasesOn = async (name: string) =>
  (await getEntityPage(reading(), user(ada), 'track', ids[name] ?? 0, ALL_TIME))?.releases.map(
    ({ name, plays, isShown, isSeparate, isCounted }) => [
      name,
      plays,
      isShown ? 'shown' : '',
      isSeparate ? 'apart' : '',
      isCounted ? 'counted' : '',
    ],
  );

const playsOf = async (kind: 'track' | 'release', name: string) => {
  const filter = { ...EVERY_PLAY, entity: { kind, id: ids[name] ?? 0 } };
  return getHistoryScope(reading(), user(ada), { filter }, { isCounted: true });
};

const separate = (name: string, isSeparate: boolean, userId = ada) =>
  chooseSeparate({ db: db() }, userId, ids[name] ?? 0, isSeparate);

describe('three releases of one recording', () => {
  it.each([ALL_TIME, DAY])(
    'are one track in the lists of %o, shown as the one played most',
    async (range) => {
      expect(await top(ada, range)).toEqual([
        ['Song', 6],
        ['Other', 4],
      ]);
      expect(await top(ada, range, 'release')).toEqual([
        ['Other', 4],
        ['Song', 3],
        ['Song - Deluxe', 2],
        ['Song - Live', 1],
      ]);
      expect(await getTotals(reading(), user(ada), range)).toMatchObject({ plays: 10, tracks: 2 });
    },
  );

  it('have one page, whichever of them leads to it, with the plays of each', async () => {
    for (const name of ['single', 'deluxe', 'live']) {
      const shown = await getEntityPage(reading(), user(ada), 'track', ids[name] ?? 0, ALL_TIME);
      expect(shown).toMatchObject({ id: ids[name], name: 'Song', spotifyId: 'single', plays: 6, rank: 1 });
      expect(shown?.trend.points.reduce((sum, { plays }) => sum + plays, 0)).toBe(6);
      expect(await releasesOn(name)).toEqual([
        ['Song', 3, 'shown', '', 'counted'],
        ['Song - Deluxe', 2, '', '', 'counted'],
        ['Song - Live', 1, '', '', 'counted'],
      ]);
      expect(await playsOf('track', name)).toMatchObject({ name: 'Song', plays: 6, leftOut: 0 });
    }
    expect(await playsOf('release', 'deluxe')).toMatchObject({ name: 'Song - Deluxe', plays: 2, leftOut: 0 });
    expect(await releasesOn('other')).toEqual([]);
  });

  it('are one track in a search, in a report and on the page of the artist; an album has its own release', async () => {
    const { tracks } = await searchLibrary(reading(), user(ada), 'deluxe', 10);
    expect(tracks.map(({ name, plays }) => [name, plays])).toEqual([['Song', 6]]);
    const question = { subject: { about: 'listening' }, range: ALL_TIME, displayName: '' } as const;
    const report = await composeReport(reading(), user(ada), question);
    const listed = report?.lists.find(({ kind }) => kind === 'track')?.entries;
    expect(listed?.map(({ name, plays }) => [name, plays])).toEqual(await top(ada, ALL_TIME));
    const artist = await db().artist.findFirstOrThrow();
    const ofArtist = await getEntityPage(reading(), user(ada), 'artist', artist.id, ALL_TIME);
    expect(ofArtist?.topTracks.map(({ name, plays }) => [name, plays])).toEqual(await top(ada, ALL_TIME));
    const album = await db().album.findFirstOrThrow({ where: { spotifyId: 'album-live' } });
    const ofAlbum = await getEntityPage(reading(), user(ada), 'album', album.id, ALL_TIME);
    expect(ofAlbum?.topTracks).toMatchObject([{ kind: 'release', name: 'Song - Live', plays: 1 }]);
  });
});

describe('a release that its listener keeps apart', () => {
  it('is a track of its own in every figure, for this listener alone', async () => {
    const before = await db().userTotals.findMany({ where: { userId: bob } });
    await separate('deluxe', true);
    for (const range of [ALL_TIME, DAY])
      expect(await top(ada, range)).toEqual([
        ['Song', 4],
        ['Other', 4],
        ['Song - Deluxe', 2],
      ]);
    expect(await releasesOn('single')).toEqual([
      ['Song', 3, 'shown', '', 'counted'],
      ['Song - Deluxe', 2, '', 'apart', ''],
      ['Song - Live', 1, '', '', 'counted'],
    ]);
    expect(await releasesOn('deluxe')).toEqual([
      ['Song', 3, '', '', ''],
      ['Song - Deluxe', 2, 'shown', 'apart', 'counted'],
      ['Song - Live', 1, '', '', ''],
    ]);
    expect(await playsOf('track', 'deluxe')).toMatchObject({ name: 'Song - Deluxe', plays: 2, leftOut: 0 });
    expect((await getTotals(reading(), user(ada), ALL_TIME)).tracks).toBe(3);
    expect((await top(bob, ALL_TIME))[0]).toEqual(['Song', 6]);
    expect(await db().userTotals.findMany({ where: { userId: bob } })).toEqual(before);
    await expectRollupsEqualRecount(db(), 'after the split');
  });

  it('stays apart when it is played, polled and swept again', async () => {
    await separate('deluxe', true);
    await poll(db(), ada, [200, DELUXE], [210, { ...SINGLE, durationMs: 181_000 }]);
    await sweepRecordings(stage().deps);
    expect(await top(ada, ALL_TIME)).toEqual([
      ['Song', 5],
      ['Other', 4],
      ['Song - Deluxe', 3],
    ]);
    await expectRollupsEqualRecount(db(), 'after more plays');
  });

  it('joins again as if it had never been apart; both choices may come twice', async () => {
    const figures = () =>
      db().userRecordingStats.findMany({ orderBy: [{ userId: 'asc' }, { plays: 'asc' }] });
    const before = await figures();
    for (const choice of [true, true, false, false]) await separate('deluxe', choice);
    expect(await figures()).toEqual(before);
    expect(await db().separateTrack.count()).toBe(0);
    await expectRollupsEqualRecount(db(), 'after the undo');
  });

  it('is shown at once: no cached answer outlives the choice', async () => {
    const deps = reading();
    const listed = async () => (await getTop(deps, user(ada), 'track', ALL_TIME, page)).total;
    expect(await listed()).toBe(2);
    await separate('live', true);
    expect(await listed()).toBe(3);
    await separate('live', false);
    expect(await listed()).toBe(2);
  });

  it('needs another release to be apart from, and a play', async () => {
    await separate('other', true);
    expect(await db().separateTrack.count()).toBe(0);
    const { id } = await db().user.create({ data: { spotifyId: 'cleo' } });
    await expect(separate('deluxe', true, id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});

describe('the button on the page', () => {
  const send = (body: string, type: string, headers: Record<string, string> = { origin: APP }) =>
    call(
      choose,
      `/api/tracks/${ids.deluxe}/separate`,
      { method: 'POST', body, headers: { cookie: browser.cookieHeader(), 'content-type': type, ...headers } },
      { id: String(ids.deluxe) },
    );

  it('is a form that works without scripts and leads to the page of the release', async () => {
    const answer = await send('separate=true', 'application/x-www-form-urlencoded');
    expect([answer.status, answer.headers.get('location')]).toEqual([303, `/track/${ids.deluxe}`]);
    expect(await db().separateTrack.findMany()).toMatchObject([{ userId: ada, trackId: ids.deluxe }]);
    const json = await send('{"separate":false}', 'application/json');
    expect(json.status).toBe(204);
    expect(await db().separateTrack.count()).toBe(0);
  });

  it('is refused to pages of other sites', async () => {
    const answer = await send('separate=true', 'application/x-www-form-urlencoded', {
      origin: 'https://evil.example',
    });
    expect(answer.status).toBe(403);
    expect(await db().separateTrack.count()).toBe(0);
  });
});
