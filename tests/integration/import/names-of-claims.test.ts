import { describe, expect, it } from 'vitest';
import { bring, playsOf, row, useImportStage } from '../../support/import-stage';
import { pageOf, pollPage } from '../../support/poll-stage';

const stage = useImportStage();

const nameless = {
  master_metadata_track_name: null,
  master_metadata_album_artist_name: null,
  master_metadata_album_album_name: null,
};
const named = [row('2026-02-01T10:00:00Z'), row('2026-02-03T10:00:00Z')];
const byIdAlone = [row('2026-02-02T10:00:00Z', nameless)];
const withoutAlbum = [row('2026-02-02T10:00:00Z', { master_metadata_album_album_name: null })];

/** What each play shows. `bring` has counted all figures again. */
const shown = async () =>
  (await playsOf(stage())).map(({ track }) => [
    track.name,
    track.album?.name,
    ...track.artists.map(({ artist }) => artist.name),
  ]);
const BLINK = ['Blink', 'Music for Nine Postcards', 'Hiroshi Yoshimura'];

describe('a track that some rows name and others tell by its id alone', () => {
  it.each<[string, (typeof named)[]]>([
    ['in one file', [[...named, ...byIdAlone]]],
    ['in one file, the other way round', [[...byIdAlone, ...named]]],
    ['in a later file', [byIdAlone, named]],
    ['in an earlier file', [named, byIdAlone]],
    ['in a later file, all but the album', [withoutAlbum, named]],
  ])('has its names in every play: %s', async (_what, files) => {
    for (const file of files) await bring(stage(), file);
    expect(await shown()).toEqual([BLINK, BLINK, BLINK]);
    const artists = await stage().deps.db.userArtistStats.findMany({ where: { userId: stage().userId } });
    expect(artists.map(({ plays }) => plays)).toEqual([3]);
  });

  it('keeps the names that it has, whatever a later file calls it', async () => {
    await bring(stage(), named);
    await bring(stage(), [row('2026-02-02T10:00:00Z', { master_metadata_track_name: 'Else' })]);
    expect(await shown()).toEqual([BLINK, BLINK, BLINK]);
  });
});

it('a row that names its track without an id is a play of the track of that name', async () => {
  const counts = { added: 1, noTrack: 0 };
  const alone = row('2026-02-04T10:00:00Z', { spotify_track_uri: null });
  expect((await bring(stage(), [alone])).counts).toMatchObject(counts);
  expect((await bring(stage(), named)).counts).toMatchObject({ added: 2 });
  expect((await bring(stage(), [row('2026-02-04T10:00:00Z')])).counts).toMatchObject({ alreadyKnown: 1 });
  expect((await shown()).map(([name]) => name)).toEqual(['Blink', 'Blink', 'Blink']);
});

it('an artist whose name is of apostrophes alone is not the one that Spotify lists without a name', async () => {
  const nameless = { id: 'one', name: 'Song', artists: [''], playedAt: '2026-02-01T10:00:38.400Z' };
  await pollPage(stage(), 'regular', pageOf(nameless));
  await bring(stage(), [row('2021-03-03T21:14:05Z', { master_metadata_album_artist_name: "''" })]);
  expect((await shown()).map(([name, , artist]) => [name, artist])).toEqual([
    ['Blink', "''"],
    ['Song', ''],
  ]);
});
