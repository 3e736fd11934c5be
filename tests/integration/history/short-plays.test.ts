import { expect, it } from 'vitest';
import * as exported from '@/app/api/export/route';
import * as recent from '@/app/api/recent-plays/route';
import { ALL_TIME } from '@/lib/shared/analytics/range-presets';
import type { HistoryPage } from '@/lib/shared/analytics/statistics';
import { getEntityPage } from '@/services/catalogue/entity-page';
import { removePlays } from '@/services/history/remove-plays';
import { APP, call } from '../../support/http-stage';
import { bring, row, useImportStage } from '../../support/import-stage';
import { keepPlays } from '../../support/keep-plays';
import { readCsvTable } from '../../support/read-csv';

const stage = useImportStage();

async function listed(query = ''): Promise<HistoryPage['plays']> {
  const answer = await call(recent.GET, `/api/recent-plays${query}`, {
    headers: { cookie: stage().cookie, origin: APP },
  });
  return ((await answer.json()) as HistoryPage).plays;
}

it('plays that are too short are listed on request only, marked, and name their source', async () => {
  await bring(stage(), [row('2021-03-03T21:14:05Z'), row('2021-03-03T21:15:00Z', { ms_played: 4_000 })]);
  expect(await listed()).toMatchObject([{ listenedMs: 200_000, isCounted: true }]);
  expect(await listed('?short=true')).toMatchObject([
    { listenedMs: 4_000, isCounted: false, sources: ['extended_history'] },
    { listenedMs: 200_000, isCounted: true, sources: ['extended_history'] },
  ]);
  expect(await listed('?short=true&q=blink')).toHaveLength(2);
});

it('a word finds a track of which no play is long enough to count, where such plays are listed', async () => {
  await bring(stage(), [row('2021-03-03T21:15:00Z', { ms_played: 4_000 })]);
  expect(await listed('?q=blink')).toEqual([]);
  for (const word of ['blink', 'yoshimura', 'postcards', 'blink yoshimura'])
    expect(await listed(`?short=true&q=${word}`), word).toMatchObject([{ isCounted: false }]);
});

it('a word finds plays also of a listener who leaves all of them out of statistics', async () => {
  const { deps, userId } = stage();
  const late = { kind: 'hours', timeZone: 'UTC', fromMinute: 22 * 60, toMinute: 23 * 60 } as const;
  await deps.db.exclusion.create({ data: { userId, createdAt: deps.clock.now(), ...late } });
  await bring(stage(), [row('2021-03-03T22:15:00Z')]);
  expect(await listed('?q=blink')).toHaveLength(1);
});

it('a play that a file names by its id alone is an unknown track, never an empty text', async () => {
  const id = '0000000000000000000005';
  const nameless = { master_metadata_track_name: null, master_metadata_album_artist_name: null };
  const uri = { spotify_track_uri: `spotify:track:${id}`, master_metadata_album_album_name: null };
  await bring(stage(), [row('2025-03-02T16:00:00Z', { ...nameless, ...uri })]);
  expect(await listed()).toMatchObject([{ name: 'Unknown track', spotifyId: id, artists: [] }]);
});

it('plays that are too short are exported and marked, with their music; removed plays are not', async () => {
  const skipped = {
    ms_played: 4_000,
    spotify_track_uri: 'spotify:track:skip',
    reason_end: 'fwdbtn',
    skipped: true,
  };
  await bring(stage(), [
    row('2021-03-03T21:14:05Z'),
    row('2021-03-03T21:15:00Z', {
      ...skipped,
      master_metadata_track_name: 'Skipped',
      master_metadata_album_album_name: 'B',
    }),
    row('2021-03-03T22:15:00Z', { spotify_track_uri: 'spotify:track:gone' }),
  ]);
  const gone = await stage().deps.db.playEvent.findFirstOrThrow({ where: { track: { spotifyId: 'gone' } } });
  await removePlays(stage().deps, stage().userId, { what: 'play', ...gone });
  const ask = async (query: string) =>
    (await call(exported.GET, `/api/export?${query}`, { headers: { cookie: stage().cookie } })).text();
  const file = JSON.parse(await ask('format=json'));
  expect(file.plays).toMatchObject([
    { track: 'blink', counted: true, sources: ['extended_history'] },
    { track: 'skip', counted: false, skipped: true, reasonStart: null, reasonEnd: 'fwdbtn' },
  ]);
  // Claims of one file get their keys in any order.
  expect(file.tracks.map(({ id }: { id: string }) => id).toSorted()).toEqual(['blink', 'skip']);
  expect(file.albums).toHaveLength(2);
  expect(file.artists).toHaveLength(1);
  expect(readCsvTable(await ask('format=csv'))).toMatchObject([{ counted: 'true' }, { counted: 'false' }]);
});

it('a track page says how often it was skipped, of the plays in files', async () => {
  await bring(stage(), [
    row('2021-03-03T21:14:05Z'),
    row('2021-03-03T21:24:05Z', { ms_played: 90_000, skipped: true }),
    row('2021-03-03T21:30:00Z', { ms_played: 4_000, skipped: null }),
  ]);
  const { deps, userId } = stage();
  const { id } = await deps.db.track.findFirstOrThrow();
  const user = { id: userId, timeZone: 'UTC' };
  const page = await getEntityPage(deps, user, 'track', id, ALL_TIME);
  expect(page).toMatchObject({ plays: 2, estimatedPlays: 0, skips: { skipped: 2, inFiles: 3 } });
});

it('a track page says how many of its plays have an estimated time: those that no file reported', async () => {
  const { deps, userId } = stage();
  await bring(stage(), [row('2021-03-03T21:14:05Z')]);
  const polled = { track: 'blink', artists: ['Hiroshi Yoshimura'], album: null, durationMs: 200_000 };
  const now = new Date('2021-03-06T00:00:00Z');
  await keepPlays(deps.db, userId, now, [
    { ...polled, endedAt: new Date('2021-03-04T12:00:00Z') },
    { ...polled, endedAt: new Date('2021-03-05T12:00:00Z') },
  ]);
  const { id } = await deps.db.track.findFirstOrThrow({ where: { spotifyId: 'blink' } });
  const page = await getEntityPage(deps, { id: userId, timeZone: 'UTC' }, 'track', id, ALL_TIME);
  expect(page).toMatchObject({ plays: 3, estimatedPlays: 2, skips: { skipped: 0, inFiles: 1 } });
});
