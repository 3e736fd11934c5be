import { expect, it } from 'vitest';
import { GET as topAlbums } from '@/app/api/top-albums/route';
import { GET as topArtists } from '@/app/api/top-artists/route';
import { expectRollupsEqualRecount } from '../../support/expect-archive';
import { call, signedInBrowser } from '../../support/http-stage';
import { playsOf, useImportStage } from '../../support/import-stage';
import { pageOf, pollPage, type SpotifyPage } from '../../support/poll-stage';

const stage = useImportStage();

const END = '2026-02-01T10:00:38.400Z';
const listed = {
  playedAt: END,
  id: 'one',
  name: 'Blink',
  artists: ['Yoshimura', 'Ashikawa'],
  isrc: 'JPTEST0100001',
};

type Track = SpotifyPage['items'][number]['track'];

/** Polls the play, of whose track an answer says so. */
const poll = (change: (track: Track) => object) =>
  pollPage(stage(), 'regular', {
    items: pageOf(listed).items.map(({ track, ...item }) => ({
      ...item,
      track: { ...track, ...change(track) },
    })),
  });

/** What is known of the track, and for how long it was played. */
async function known() {
  const { db } = stage().deps;
  const [play] = await playsOf(stage());
  const { name, durationMs, explicit, isrc, artistsKey, recordingId, artists, album } = play?.track ?? {};
  const credits = artists?.sort((a, b) => a.position - b.position).map(({ artist }) => artist.spotifyId);
  await expectRollupsEqualRecount(db, 'after the answer');
  const named = {
    name,
    durationMs,
    explicit,
    isrc,
    artistsKey,
    recordingId,
    album: album?.spotifyId,
    credits,
  };
  return { ...named, listenedMs: play?.listenedMs, artists: await db.artist.count() };
}

it.each<[string, (track: Track) => object]>([
  ['its length, as of one that was taken down', () => ({ duration_ms: 0, name: '' })],
  ['whether it is explicit', () => ({ explicit: undefined })],
  ['the ids of its artists', ({ artists }) => ({ artists: artists.map(({ name }) => ({ id: null, name })) })],
  ['one of its artists', ({ artists }) => ({ artists: [artists[0], null] })],
  ['a readable ISRC', () => ({ external_ids: { isrc: '' } })],
  ['all of it', () => ({ name: '', duration_ms: 0, artists: [], album: null, external_ids: null })],
])('an answer about a known track that lacks %s takes nothing away', async (_what, lacking) => {
  await poll(() => ({ explicit: true }));
  const before = await known();
  expect(before).toMatchObject({ durationMs: 200_000, explicit: true, listenedMs: 200_000, artists: 2 });
  await poll((track) => ({ explicit: true, ...lacking(track) }));
  expect(await known()).toEqual(before);
});

it('tracks of which no ISRC is known are not one recording', async () => {
  const other = { playedAt: '2026-02-01T09:00:00.000Z', id: 'two', name: 'Clouds', artists: ['Somebody'] };
  await pollPage(stage(), 'regular', pageOf({ ...listed, isrc: '' }, { ...other, isrc: '-' }));
  const recordings = (await playsOf(stage())).map(({ track }) => track.recordingId);
  expect(new Set(recordings).size).toBe(2);
});

it('an answer about a new track renews the names of its artist and album, for all who played them', async () => {
  await signedInBrowser(stage(), 'quiet');
  const { cookie } = stage();
  const titled = (playedAt: string, id: string, what: string) =>
    pageOf({ ...listed, playedAt, id }).items.map(({ track, ...item }) => ({
      ...item,
      track: {
        ...track,
        artists: [{ id: 'artist', name: `${what} artist` }],
        album: { id: 'album', name: `${what} album`, images: [{ url: `https://i.scdn.co/image/${what}` }] },
      },
    }));
  await pollPage(stage(), 'regular', { items: titled(END, 'one', 'old') });
  const seen = async () => {
    const answers = [topArtists, topAlbums].map((get) => call(get, '/api/top', { headers: { cookie } }));
    return (await Promise.all((await Promise.all(answers)).map((answer) => answer.text()))).join();
  };
  expect(await seen()).toContain('old artist');
  await pollPage(stage(), 'quiet', { items: titled('2026-02-02T10:00:00.000Z', 'two', 'new') });
  expect(await seen()).not.toContain('old');
  expect(await seen()).toMatch(/new artist/);
  expect(await seen()).toMatch(/new album.*image.new|image.new.*new album/);
});

it('a page that describes a track twice, once without its name, names it', async () => {
  const later = { ...listed, playedAt: '2026-02-01T11:00:00.400Z' };
  await pollPage(stage(), 'regular', pageOf({ ...later, name: 'Blink, renewed' }, { ...listed, name: '' }));
  const names = (await playsOf(stage())).map(({ track }) => track.name);
  expect(names).toEqual(['Blink, renewed', 'Blink, renewed']);
});
