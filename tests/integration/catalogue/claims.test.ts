import { describe, expect, it } from 'vitest';
import { artistsKey } from '@/lib/catalogue/same-recording';
import { searchName } from '@/lib/catalogue/search-name';
import { titleKey } from '@/lib/catalogue/title';
import { writePlayBatch } from '@/repositories/archival/play-batch-repository';
import { findTrackFacts } from '@/repositories/catalogue/claim-repository';
import { settleListener } from '@/repositories/catalogue/stale-rollup-repository';
import { composeBatch } from '@/services/archival/compose-batch';
import { catalogueOf } from '@/services/archival/observed-catalogue';
import { settleRollups } from '@/services/catalogue/settle-rollups';
import { sweepRecordings } from '@/services/catalogue/sweep-recordings';
import { expectRollupsEqualRecount } from '../../support/expect-archive';
import { Browser } from '../../support/http-stage';
import { ownExport } from '../../support/import/history-shapes';
import { bring, playsOf, row, useImportStage } from '../../support/import-stage';
import { release } from '../../support/music';
import { pageOf, pollPage } from '../../support/poll-stage';

const stage = useImportStage();
const db = () => stage().deps.db;

const END = '2026-02-01T10:00:38Z';
const nameless = { master_metadata_track_name: null, master_metadata_album_artist_name: null };
const byId = (id: string, over: object = {}) =>
  row(END, { spotify_track_uri: `spotify:track:${id}`, ...over });
/** A play of the account data, which has no ids. */
const byName = (endTime: string, trackName = 'Blink', artistName = 'Hiroshi Yoshimura') => ({
  endTime,
  trackName,
  artistName,
  msPlayed: 200_000,
});
const listed = { playedAt: '2026-02-05T10:00:00.000Z', name: 'Blink', artists: ['Hiroshi Yoshimura'] };

const claims = () => db().track.findMany({ where: { claimedBy: { not: null } } });
const stored = async () =>
  (await playsOf(stage())).map(({ msPlayed, track, origin }) => [msPlayed, track.spotifyId, origin.sources]);

/** Somebody else, whose polls name music. */
async function pollOfOther(...plays: Parameters<typeof pageOf>): Promise<void> {
  if ((await db().user.count({ where: { spotifyId: 'quiet' } })) === 0)
    await new Browser().signIn(stage(), 'quiet');
  await pollPage(stage(), 'quiet', pageOf(...plays));
}

/** As a poll leaves it that committed while the file was being written: neither saw the other. */
async function namedMeanwhile(spotifyId: string, name: string, artist: string): Promise<void> {
  const { id } = await db().artist.create({
    data: { spotifyId: `artist of ${spotifyId}`, name: artist, searchName: searchName(artist) },
  });
  const keys = { titleKey: titleKey(name), artistsKey: artistsKey([artist]) };
  await db().track.create({
    data: {
      spotifyId,
      name,
      searchName: searchName(name),
      durationMs: 200_000,
      recordingId: 1,
      ...keys,
      artists: { create: { position: 0, artistId: id } },
    },
  });
  await db().staleRollup.deleteMany();
}

describe('a claim', () => {
  it('gives way to a poll that lists a play which is known already under another id', async () => {
    await bring(stage(), [byId('relinked')]);
    await pollOfOther({ ...listed, id: 'one' });
    expect(await claims()).toHaveLength(1);
    await pollOfOther({ ...listed, id: 'relinked' });
    expect(await claims()).toEqual([]);
    expect(await stored()).toEqual([[200_000, 'relinked', ['extended_history']]]);
    await expectRollupsEqualRecount(db(), 'after the merge');
  });

  it.each([
    ['with an id', () => bring(stage(), [byId('one')])],
    ['with a name alone', () => bring(stage(), [byName('2026-02-01 10:00')])],
  ])('%s that a poll missed is found by the daily sweep', async (_, file) => {
    await file();
    await namedMeanwhile('one', 'Blink', 'Hiroshi Yoshimura');
    await sweepRecordings(stage().deps);
    expect(await claims()).toEqual([]);
    expect(await stored()).toMatchObject([[200_000, 'one', expect.anything()]]);
    await expectRollupsEqualRecount(db(), 'after the sweep');
  });

  it('that a poll missed is found when an import ends', async () => {
    await bring(stage(), [byId('one')]);
    await namedMeanwhile('one', 'Blink', 'Hiroshi Yoshimura');
    await bring(stage(), [row('2026-02-03T10:00:00Z', { spotify_track_uri: 'spotify:track:two' })]);
    await settleRollups(stage().deps);
    expect((await claims()).map(({ spotifyId }) => spotifyId)).toEqual(['two']);
  });

  it('keeps its name where Spotify lists its track without one, until Spotify says it', async () => {
    await bring(stage(), [byId('one', { master_metadata_track_name: 'What the file says' })]);
    await pollOfOther({ ...listed, id: 'one', name: '', artists: [] });
    expect((await playsOf(stage())).map(({ track }) => track.name)).toEqual(['What the file says']);
    await pollOfOther({ ...listed, playedAt: '2026-02-06T10:00:00.000Z', id: 'one' });
    expect((await playsOf(stage())).map(({ track }) => track.name)).toEqual(['Blink']);
    expect(await claims()).toEqual([]);
    await expectRollupsEqualRecount(db(), 'after the merge');
  });

  it('names a track that Spotify lists without a name, whichever comes first, until Spotify says it', async () => {
    const taken = { ...listed, id: 'one', name: '', artists: [] };
    const end = '2026-02-01T10:00:38.400Z';
    await pollPage(stage(), 'regular', pageOf(taken, { ...taken, playedAt: end }));
    await bring(stage(), [byId('one', { master_metadata_track_name: 'What the file says' })]);
    await pollPage(stage(), 'regular', pageOf({ ...taken, playedAt: '2026-02-05T11:00:00.000Z' }));
    const names = async () => (await playsOf(stage())).map(({ track }) => track.name);
    expect(await names()).toEqual(Array(3).fill('What the file says'));
    await expectRollupsEqualRecount(db(), 'before Spotify names it');
    await pollOfOther({ ...listed, id: 'one' });
    expect(await names()).toEqual(Array(3).fill('Blink'));
    expect(await claims()).toEqual([]);
    expect((await playsOf(stage())).map(({ msPlayed }) => msPlayed)).toEqual([200_000, null, null]);
    await expectRollupsEqualRecount(db(), 'after Spotify named it');
  });

  it('says nothing about a track that Spotify has named, where both stand side by side', async () => {
    await bring(stage(), [byId('one', { master_metadata_track_name: 'What the file says' })]);
    await namedMeanwhile('one', 'Blink', 'Hiroshi Yoshimura');
    const found = await findTrackFacts(db(), stage().userId, { ids: ['one'], keys: [] });
    expect(found.byId.get('one')?.facts).toMatchObject({ describedBy: 'spotify', title: 'Blink' });
  });

  it('keeps nobody busy when a poll names another song of its title', async () => {
    await bring(stage(), [byName('2026-02-01 10:00')]);
    const named = async (artist: string) => {
      const track = release(artist, { name: 'Blink', artists: [{ spotifyId: artist, name: artist }] });
      const batch = { ...composeBatch(new Date(), [], null), ...catalogueOf([track]) };
      return (await writePlayBatch(db(), batch))?.hasStaleRollups;
    };
    expect(await named('Somebody Else')).toBe(false);
    expect(await named('Hiroshi Yoshimura')).toBe(true);
  });
});

describe('two claims that turn out to be one track', () => {
  /** The account data names it; the extended history has its id alone, and the same moment. */
  async function twins(msPlayed: number): Promise<void> {
    await bring(stage(), [byName('2026-02-01 10:00')]);
    await bring(stage(), [
      row('2026-02-01T10:00:00Z', {
        ...nameless,
        spotify_track_uri: 'spotify:track:one',
        ms_played: msPlayed,
      }),
    ]);
    const ends = (await playsOf(stage())).map(({ playedAt }) => playedAt.toISOString());
    expect(ends).toEqual(Array(2).fill('2026-02-01T10:00:00.000Z'));
  }

  it('leave one play of a moment, with what both reported', async () => {
    await twins(200_400);
    await pollOfOther({ ...listed, id: 'one' });
    expect(await claims()).toEqual([]);
    expect(await stored()).toEqual([[200_400, 'one', ['extended_history', 'account_data']]]);
    await expectRollupsEqualRecount(db(), 'after the merge');
  });

  it('leave two plays of a moment that were not of the same length', async () => {
    await twins(90_000);
    await pollOfOther({ ...listed, id: 'one' });
    expect(await claims()).toEqual([]);
    expect((await stored()).sort()).toEqual([
      [200_000, 'one', ['account_data']],
      [90_000, 'one', ['extended_history']],
    ]);
    await expectRollupsEqualRecount(db(), 'after the merge');
  });

  it('leave two plays of a minute that the account data reported under two names, by their lengths', async () => {
    const [short, long] = [{ msPlayed: 35_000 }, { msPlayed: 50_000 }];
    const guest = byName('2026-02-01 10:00', 'Blink (feat. Somebody)');
    await bring(stage(), [
      { ...byName('2026-02-01 10:00'), ...short },
      { ...guest, ...long },
    ]);
    await pollOfOther({ ...listed, id: 'one' });
    const left = async () =>
      (await playsOf(stage())).map(({ msPlayed, track }) => [msPlayed, track.spotifyId]);
    expect(await left()).toEqual([
      [50_000, 'one'],
      [35_000, 'one'],
    ]);
    await expectRollupsEqualRecount(db(), 'after the merge');
    await bring(stage(), [
      { ...guest, ...long },
      { ...guest, ...short },
    ]);
    expect(await left()).toHaveLength(2);
  });
});

describe('plays that are to be matched again', () => {
  it('are matched by the next process that settles, where the process was killed before', async () => {
    await bring(stage(), [byId('relinked', nameless)]);
    const polled = { ...listed, playedAt: '2026-02-01T10:00:38.400Z', id: 'one', isrc: 'DEA1' };
    await pollPage(stage(), 'regular', pageOf(polled));
    expect(await playsOf(stage())).toHaveLength(2);
    // The writer named the track and was killed once plays and figures had followed.
    await namedMeanwhile('relinked', 'Blink', 'Hiroshi Yoshimura');
    await db().track.updateMany({
      where: { spotifyId: 'relinked', claimedBy: null },
      data: { isrc: 'DEA1' },
    });
    await db().staleRollup.create({ data: { userId: stage().userId, artistIds: [] } });
    expect(await settleListener(db(), stage().userId)).not.toEqual([]);
    expect(await playsOf(stage())).toHaveLength(2);

    await settleRollups(stage().deps);
    expect(await stored()).toEqual([[200_000, 'one', ['poll', 'extended_history']]]);
    expect(await db().staleRollup.count()).toBe(0);
    await expectRollupsEqualRecount(db(), 'after matching again');
  });
});

describe('a claim for an artist or album', () => {
  const own = ownExport();
  /** Of a track that Spotify does not know, by an artist and on an album that it does, under names of old. */
  const oldNames = JSON.stringify({
    ...own,
    albums: [{ id: 'albumOfreal', name: 'Old Album', imageUrl: null, releaseDate: null }],
    artists: [{ id: 'artist0ofreal', name: 'Old Artist', genres: [], genresSource: null, imageUrl: null }],
    tracks: own.tracks.map((track) => ({ ...track, album: 'albumOfreal', artists: ['artist0ofreal'] })),
  });
  const polled = () =>
    pollPage(
      stage(),
      'regular',
      pageOf({ ...listed, id: 'real', artists: ['Real Artist'], album: 'Real Album' }),
    );
  const namesOf = async () => ({
    artists: (await db().artist.findMany()).map(({ name }) => name),
    albums: (await db().album.findMany()).map(({ name }) => name),
  });
  const real = { artists: ['Real Artist'], albums: ['Real Album'] };

  it.each([
    ['before', [() => bring(stage(), oldNames), polled]],
    ['after', [polled, () => bring(stage(), oldNames)]],
  ])('with an id gives way to what Spotify says of that id, brought %s it is polled', async (_, steps) => {
    for (const step of steps) await step();
    await settleRollups(stage().deps);
    expect(await namesOf()).toEqual(real);
    await expectRollupsEqualRecount(db(), 'after the merge');
  });

  it('with an id that a poll missed is found by the daily sweep', async () => {
    await bring(stage(), oldNames);
    await db().artist.create({
      data: { spotifyId: 'artist0ofreal', name: 'Real Artist', searchName: searchName('Real Artist') },
    });
    await db().album.create({
      data: { spotifyId: 'albumOfreal', name: 'Real Album', searchName: searchName('Real Album') },
    });
    await sweepRecordings(stage().deps);
    expect(await namesOf()).toEqual(real);
    await expectRollupsEqualRecount(db(), 'after the sweep');
  });

  it('by the name of an album alone is found by the daily sweep, where its artist was known before', async () => {
    await pollOfOther({ ...listed, id: 'one', album: 'Another' });
    await bring(stage(), [byId('gone', { master_metadata_album_album_name: 'Green' })]);
    await pollOfOther(
      { ...listed, id: 'one', album: 'Another' },
      {
        ...listed,
        playedAt: '2026-02-06T10:00:00.000Z',
        id: 'two',
        name: 'Two',
        artists: [],
        album: 'Green',
      },
    );
    // Two tracks of one artist: those of the stage's pages have an artist each.
    const [artist, track] = [
      await db().artist.findFirstOrThrow({ where: { spotifyId: 'artist0ofone' } }),
      await db().track.findFirstOrThrow({ where: { spotifyId: 'two' } }),
    ];
    await db().trackArtist.create({ data: { trackId: track.id, artistId: artist.id, position: 0 } });
    await sweepRecordings(stage().deps);
    expect((await namesOf()).albums.toSorted()).toEqual(['Another', 'Green']);
  });
});
