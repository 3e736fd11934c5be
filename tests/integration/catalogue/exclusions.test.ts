import { describe, expect, it } from 'vitest';
import { ALL_TIME } from '@/lib/shared/analytics/range-presets';
import type { ExclusionTarget } from '@/lib/shared/history/exclusion';
import { findPlayedName } from '@/repositories/catalogue/find-left-out-entity';
import { isEntityPlayed } from '@/repositories/catalogue/is-entity-played';
import { getConnectionCheck } from '@/services/archival/connection-check';
import { getEntityPage } from '@/services/catalogue/entity-page';
import { chooseSeparate } from '@/services/catalogue/separate-release';
import { settleRollups } from '@/services/catalogue/settle-rollups';
import { chunkedWorkSchema } from '@/services/chunked-work';
import { checkExclusions } from '@/services/history/check-exclusions';
import { leaveOut, listExclusions, undoExclusion } from '@/services/history/exclusions';
import { removePlays, undoRemoval } from '@/services/history/remove-plays';
import { expectRollupsEqualRecount } from '../../support/expect-archive';
import { bring, row, useImportStage } from '../../support/import-stage';
import { poll, release } from '../../support/music';

const stage = useImportStage();
const db = () => stage().deps.db;

/** Lets the figures follow an exclusion or its undoing. */
async function follow(): Promise<void> {
  for (const { path, body } of stage().queue.published.splice(0))
    if (path === '/api/queue/check-exclusions')
      await checkExclusions(stage().deps, chunkedWorkSchema.parse(body));
}

async function leftOut(target: ExclusionTarget): Promise<number> {
  const { id } = await leaveOut(stage().deps, stage().userId, target);
  await follow();
  return id;
}

/** What is left out, and how many plays that are. */
async function standing(): Promise<[names: (string | null)[], plays: number]> {
  await settleRollups(stage().deps);
  await expectRollupsEqualRecount(db(), 'afterwards');
  const { exclusions, plays } = await listExclusions(stage().deps, stage().userId);
  return [exclusions.map(({ name }) => name).sort(), plays];
}

const file = (id: string, over: object = {}) =>
  row('2026-02-01T10:00:38Z', { spotify_track_uri: `spotify:track:${id}`, ...over });
const byName = {
  endTime: '2026-02-01 10:00',
  trackName: 'Blink',
  artistName: 'Hiroshi Yoshimura',
  msPlayed: 200_000,
};

/** Spotify names the track, in the poll of somebody else. */
async function named(spotifyId: string, artist = 'Hiroshi Yoshimura'): Promise<void> {
  const { id } = await db().user.upsert({
    where: { spotifyId: 'bob' },
    create: { spotifyId: 'bob' },
    update: {},
  });
  const album = {
    spotifyId: 'nine',
    name: 'Music for Nine Postcards',
    imageUrl: null,
    releaseDate: null,
    totalTracks: null,
  };
  const artists = [{ spotifyId: 'hiroshi', name: artist }];
  await poll(db(), id, [
    0,
    release(spotifyId, { name: spotifyId === 'one' ? 'Blink' : 'Other', album, artists }),
  ]);
}

const claimOf = async (kind: 'artist' | 'album' | 'track'): Promise<ExclusionTarget> => {
  const claimed = { where: { claimedBy: stage().userId }, select: { id: true } };
  const found = { artist: db().artist, album: db().album, track: db().track }[kind];
  return { kind, id: (await (found as ReturnType<typeof db>['artist']).findFirstOrThrow(claimed)).id };
};

describe('an exclusion of what only a file names', () => {
  it.each([
    ['artist', 'Hiroshi Yoshimura'],
    ['album', 'Music for Nine Postcards'],
    ['track', 'Blink'],
  ] as const)('follows when Spotify names the %s', async (kind, name) => {
    await bring(stage(), [
      file('one'),
      file('other', { master_metadata_track_name: 'Other', ts: '2026-02-02T10:00:00Z' }),
    ]);
    await leftOut(await claimOf(kind));
    const [, before] = await standing();
    await named('one');
    expect(await standing()).toEqual([kind === 'track' ? [name] : expect.arrayContaining([name]), before]);
    await named('other');
    expect(await standing()).toEqual([[name], before]);
    expect(
      (await db().exclusion.findMany({ include: { artist: true, album: true, track: true } })).map(
        ({ artist, album, track }) => (artist ?? album ?? track)?.claimedBy,
      ),
    ).toEqual([null]);
  });

  it('follows to the artist in its place where Spotify calls them otherwise', async () => {
    await bring(stage(), [file('one')]);
    await leftOut(await claimOf('artist'));
    await named('one', '吉村 弘');
    expect(await standing()).toEqual([['吉村 弘'], 1]);
  });

  it('follows where the file told names alone', async () => {
    await bring(stage(), [byName]);
    await leftOut(await claimOf('artist'));
    await named('one');
    expect(await standing()).toEqual([['Hiroshi Yoshimura'], 1]);
  });

  it('leaves out older plays of the artist whom it follows to', async () => {
    const older = release('two', { artists: [{ spotifyId: 'hiroshi', name: '吉村 弘' }] });
    await poll(db(), stage().userId, [0, older]);
    await bring(stage(), [file('one')]);
    await leftOut(await claimOf('artist'));
    expect((await standing())[1]).toBe(1);
    await named('one', '吉村 弘');
    expect(await standing()).toEqual([['吉村 弘'], 2]);
  });
});

describe('an exclusion of a claim whose plays become another track', () => {
  const blink = { name: 'Blink', artists: [{ spotifyId: 'hiroshi', name: 'Hiroshi Yoshimura' }] };

  /** Two recordings have the name, so that the name alone does not tell which one is meant. */
  async function namedTwice(): Promise<void> {
    const { id } = await db().user.create({ data: { spotifyId: 'carl' } });
    await poll(
      db(),
      id,
      [0, release('short', { ...blink, durationMs: 90_000 })],
      [10, release('long', blink)],
    );
  }
  const excluded = async () =>
    (await db().exclusion.findMany({ include: { track: true }, orderBy: { id: 'asc' } })).map(
      ({ track }) => track?.spotifyId,
    );

  it('means that track, and one exclusion is enough', async () => {
    await namedTwice();
    await bring(stage(), [byName]);
    await leftOut(await claimOf('track'));
    expect(await standing()).toEqual([['Blink'], 1]);
    await bring(stage(), [file('one'), file('one', { ts: '2026-02-03T10:00:00Z' })]);
    expect(await standing()).toEqual([['Blink'], 2]);
    expect(await excluded()).toEqual(['one']);
  });

  it('is not doubled where that track is left out already', async () => {
    await namedTwice();
    await bring(stage(), [byName]);
    await bring(stage(), [file('one', { ts: '2026-02-03T10:00:00Z' })]);
    for (const { id } of await db().track.findMany({ where: { claimedBy: stage().userId } }))
      await leftOut({ kind: 'track', id });
    await bring(stage(), [file('one')]);
    expect(await standing()).toEqual([['Blink'], 2]);
    expect(await excluded()).toEqual(['one']);
  });

  it('means each where the claim was several, and the claim while it has plays', async () => {
    await namedTwice();
    await bring(stage(), [byName, { ...byName, endTime: '2026-02-03 10:00' }]);
    await leftOut(await claimOf('track'));
    await bring(stage(), [file('one')]);
    expect(await standing()).toEqual([['Blink', 'Blink'], 2]);
    await bring(stage(), [file('two', { ts: '2026-02-03T10:00:20Z' })]);
    expect((await standing())[1]).toBe(2);
    expect((await excluded()).filter((id) => id === null)).toEqual([]);
  });

  it('follows where a poll tells which one it was', async () => {
    await namedTwice();
    await bring(stage(), [{ ...byName, endTime: '2026-03-02 10:00' }]);
    await leftOut(await claimOf('track'));
    await poll(db(), stage().userId, [0.5, release('long', blink)]);
    expect(await standing()).toEqual([['Blink'], 1]);
    expect(await excluded()).toEqual(['long']);
  });

  it('follows a removed play, and holds when it is brought back', async () => {
    await namedTwice();
    await bring(stage(), [byName]);
    await leftOut(await claimOf('track'));
    const { playedAt, trackId } = await db().playEvent.findFirstOrThrow({
      where: { userId: stage().userId },
    });
    const { id } = await removePlays(stage().deps, stage().userId, { what: 'play', playedAt, trackId });
    await bring(stage(), [file('one')]);
    expect(await excluded()).toEqual(['one']);
    await undoRemoval(stage().deps, stage().userId, id);
    expect(await standing()).toEqual([['Blink'], 1]);
  });
});

describe('an exclusion of a track', () => {
  const idOf = async (spotifyId: string) => (await db().track.findFirstOrThrow({ where: { spotifyId } })).id;

  it('means all releases that the listener counts together, and follows their choice', async () => {
    const { userId, deps } = stage();
    await poll(db(), userId, [0, release('single', { isrc: 'X' })], [10, release('deluxe', { isrc: 'X' })]);
    await poll(db(), userId, [20, release('other', { name: 'Other' })]);
    const id = await leftOut({ kind: 'track', id: await idOf('single') });
    expect((await standing())[1]).toBe(2);
    await undoExclusion(deps, userId, id);
    await follow();
    await chooseSeparate(deps, userId, await idOf('deluxe'), true);
    await leftOut({ kind: 'track', id: await idOf('single') });
    expect((await standing())[1]).toBe(1);
    await chooseSeparate(deps, userId, await idOf('single'), true);
    expect((await standing())[1]).toBe(1);
  });

  it('comes to mean a release that turns out to be the same recording, and no longer one that is not', async () => {
    const { userId } = stage();
    await poll(db(), userId, [0, release('one')], [10, release('two', { durationMs: 200_000 })]);
    await leftOut({ kind: 'track', id: await idOf('one') });
    expect((await standing())[1]).toBe(1);
    await poll(db(), userId, [20, release('two', { durationMs: 181_000 })]);
    expect((await standing())[1]).toBe(3);
    await poll(db(), userId, [30, release('one', { name: 'Another song' })]);
    expect((await standing())[1]).toBe(2);
  });
});

it('plays count again when Spotify names another artist, though none of them stood in a figure', async () => {
  const { userId } = stage();
  const by = (spotifyId: string, name: string) => release('one', { artists: [{ spotifyId, name }] });
  await poll(db(), userId, [0, by('wrong', 'Wrong')], [10, by('wrong', 'Wrong')]);
  await leftOut({
    kind: 'artist',
    id: (await db().artist.findFirstOrThrow({ where: { name: 'Wrong' } })).id,
  });
  expect((await standing())[1]).toBe(2);
  await poll(db(), userId, [20, by('right', 'Right')]);
  expect((await standing())[1]).toBe(0);
  expect((await db().userTotals.findUniqueOrThrow({ where: { userId } })).plays).toBe(3);
});

describe('what is left out', () => {
  const idOf = async (spotifyId: string) => (await db().track.findFirstOrThrow({ where: { spotifyId } })).id;
  const user = () => ({ id: stage().userId, timeZone: 'UTC' });

  it('has its place on the page of its album, and a track with only short plays has none', async () => {
    const other = { master_metadata_track_name: 'Other', ts: '2026-02-02T10:00:00Z' };
    const short = { master_metadata_track_name: 'Short', ts: '2026-02-03T10:00:00Z', ms_played: 4_000 };
    await bring(stage(), [file('one'), file('other', other), file('short', short)]);
    await leftOut({ kind: 'track', id: await idOf('other') });
    await leftOut({ kind: 'track', id: await idOf('short') });
    const { albumId } = await db().track.findFirstOrThrow({ where: { spotifyId: 'one' } });
    const page = await getEntityPage(stage().deps, user(), 'album', albumId ?? 0, ALL_TIME);
    expect(page?.tracks.map(({ name, plays, status }) => [name, plays, status]).sort()).toEqual([
      ['Blink', 1, 'played'],
      ['Other', 0, 'left_out'],
    ]);
  });

  it('is known of where nothing else counts', async () => {
    await bring(stage(), [file('one')]);
    const check = () => getConnectionCheck(stage().deps, stage().userId);
    expect(await check()).toMatchObject({ countedPlays: 1, hasLeftOut: false });
    await leftOut({ kind: 'track', id: await idOf('one') });
    expect(await check()).toMatchObject({ totals: null, countedPlays: 0, hasLeftOut: true });
  });

  it('has a page and a name for plays that would count, not for those that are too short', async () => {
    const short = { master_metadata_track_name: 'Short', ts: '2026-02-03T10:00:00Z', ms_played: 4_000 };
    await bring(stage(), [file('one'), file('short', short)]);
    const [one, tooShort] = [await idOf('one'), await idOf('short')];
    for (const id of [one, tooShort]) await leftOut({ kind: 'track', id });
    const read = (id: number) => {
      const entity = { kind: 'track', id } as const;
      return Promise.all([
        isEntityPlayed(db(), stage().userId, entity),
        findPlayedName(db(), stage().userId, entity),
      ]);
    };
    expect(await read(one)).toEqual([true, 'Blink']);
    expect(await read(tooShort)).toEqual([false, null]);
  });

  it('counts plays alone that would count otherwise, and is not known of where there is none', async () => {
    const short = { master_metadata_track_name: 'Short', ts: '2026-02-03T10:00:00Z', ms_played: 4_000 };
    await bring(stage(), [file('one'), file('short', short)]);
    await leftOut({ kind: 'track', id: await idOf('short') });
    const ofOne = await leftOut({ kind: 'track', id: await idOf('one') });
    const known = async () => {
      const { hasLeftOut } = await getConnectionCheck(stage().deps, stage().userId);
      return [(await standing())[1], hasLeftOut];
    };
    expect(await known()).toEqual([1, true]);
    await undoExclusion(stage().deps, stage().userId, ofOne);
    await follow();
    expect(await known()).toEqual([0, false]);
  });
});
