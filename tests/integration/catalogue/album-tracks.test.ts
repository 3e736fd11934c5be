import { beforeEach, describe, expect, it } from 'vitest';
import type { Deps } from '@/lib/deps';
import type { ObservedTrack } from '@/lib/spotify/observed-track';
import { findTracksOfAlbum } from '@/repositories/catalogue/find-tracks-of-album';
import { poll, release } from '../../support/music';
import { useStageDatabase } from '../../support/stage-database';

const database = useStageDatabase();
const db = (): Deps['db'] => database.db();

const ALBUM = { spotifyId: 'album', name: 'Album', imageUrl: null, releaseDate: null, totalTracks: 12 };
/** A track of the album: "Song 3" is the third. */
const onAlbum = (trackNumber: number, values: Partial<ObservedTrack> = {}) =>
  release(`song-${trackNumber}`, {
    name: `Song ${trackNumber}`,
    album: ALBUM,
    discNumber: 1,
    trackNumber,
    ...values,
  });

let ada = 0;
let bob = 0;
beforeEach(async () => {
  const [one, two] = await Promise.all(
    ['ada', 'bob'].map((spotifyId) => db().user.create({ data: { spotifyId, timeZone: 'UTC' } })),
  );
  [ada, bob] = [one?.id ?? 0, two?.id ?? 0];
});

async function tracksOf(userId: number) {
  const { id } = await db().album.findFirstOrThrow({ where: { spotifyId: 'album' } });
  const listener = { id: userId, timeZone: 'UTC', firstWeekday: 1 };
  const days = { from: null, to: null };
  const tracks = await findTracksOfAlbum(db(), listener, id, { days, limit: 300 });
  return tracks.map(({ trackNumber, name, plays, status }) => [trackNumber, name, plays, status]);
}

describe('the tracks of an album', () => {
  it('are named as unplayed where Spotify has named them to anybody', async () => {
    await poll(db(), ada, [0, onAlbum(2)], [10, onAlbum(2)]);
    await poll(db(), bob, [0, onAlbum(1)], [10, onAlbum(3)]);
    expect(await tracksOf(ada)).toEqual([
      [1, 'Song 1', 0, 'unplayed'],
      [2, 'Song 2', 2, 'played'],
      [3, 'Song 3', 0, 'unplayed'],
    ]);
  });

  it('stand on their discs, the same number on each', async () => {
    await poll(db(), ada, [0, onAlbum(1)]);
    await poll(db(), bob, [0, onAlbum(1, { spotifyId: 'second', name: 'Song B1', discNumber: 2 })]);
    expect(await tracksOf(ada)).toEqual([
      [1, 'Song 1', 1, 'played'],
      [1, 'Song B1', 0, 'unplayed'],
    ]);
  });

  it('are not named twice where two ids have one place', async () => {
    await poll(db(), ada, [0, onAlbum(1)]);
    await poll(db(), bob, [0, onAlbum(1, { spotifyId: 'relinked' })], [10, onAlbum(2)]);
    await poll(db(), bob, [20, onAlbum(2, { spotifyId: 'relinked-2' })]);
    expect(await tracksOf(ada)).toEqual([
      [1, 'Song 1', 1, 'played'],
      [2, 'Song 2', 0, 'unplayed'],
    ]);
  });

  it('were played elsewhere where another release of the recording was', async () => {
    await poll(db(), ada, [0, onAlbum(1)], [10, release('single', { name: 'Song 2', isrc: 'DEA000000002' })]);
    await poll(db(), bob, [0, onAlbum(2, { isrc: 'DEA000000002' })]);
    expect(await tracksOf(ada)).toEqual([
      [1, 'Song 1', 1, 'played'],
      [2, 'Song 2', 0, 'elsewhere'],
    ]);
  });

  it('are never named by claims of somebody else', async () => {
    await poll(db(), ada, [0, onAlbum(1)]);
    const album = await db().album.findFirstOrThrow({ where: { spotifyId: 'album' } });
    await db().track.create({
      data: {
        spotifyId: 'lie',
        name: 'A lie',
        searchName: 'a lie',
        titleKey: 'a lie',
        artistsKey: '',
        albumId: album.id,
        trackNumber: 2,
        recordingId: 99,
        claimedBy: bob,
      },
    });
    expect(await tracksOf(ada)).toEqual([[1, 'Song 1', 1, 'played']]);
  });
});
