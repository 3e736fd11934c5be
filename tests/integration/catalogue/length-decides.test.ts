import { expect, it } from 'vitest';
import { settleRollups } from '@/services/catalogue/settle-rollups';
import { removePlays } from '@/services/history/remove-plays';
import { expectRollupsEqualRecount } from '../../support/expect-archive';
import { Browser } from '../../support/http-stage';
import { bring, playsOf, row, useImportStage } from '../../support/import-stage';
import { pageOf, pollPage } from '../../support/poll-stage';

const stage = useImportStage();

const SINGLE = { id: 'single', durationMs: 180_000 };
const ALBUM = { id: 'album', durationMs: 240_000 };
/** So near to the single that a play may have lasted either. */
const EDIT = { id: 'edit', durationMs: 183_000 };

/** Somebody else's poll names recordings of one song. */
async function named(...recordings: { id: string; durationMs: number }[]): Promise<void> {
  const { db } = stage().deps;
  if ((await db.user.count({ where: { spotifyId: 'quiet' } })) === 0)
    await new Browser().signIn(stage(), 'quiet');
  const song = { name: 'Blink', artists: ['Hiroshi Yoshimura'] };
  const plays = recordings.map((recording, nth) => ({
    ...{ ...song, ...recording },
    playedAt: `2026-02-05T1${nth}:00:00.000Z`,
  }));
  await pollPage(stage(), 'quiet', pageOf(...plays));
}

/** Account data: plays of the song, of which it has the name alone, an hour apart. */
async function played(day: string, ...lengths: number[]): Promise<void> {
  const rows = lengths.map((msPlayed, hour) => ({
    endTime: `${day} 1${hour}:00`,
    ...{ trackName: 'Blink', artistName: 'Hiroshi Yoshimura', msPlayed },
  }));
  await bring(stage(), rows);
  await settleRollups(stage().deps);
}

/** The ids of Spotify's that the listener's plays have, oldest play first; null for a claim. */
async function tracks(): Promise<(string | null)[]> {
  await expectRollupsEqualRecount(stage().deps.db, 'after the merge');
  return (await playsOf(stage())).map(({ track }) => track.spotifyId);
}

it.each([
  ['before the file', () => named(SINGLE, ALBUM), () => played('2026-02-01', 60_000, 239_000)],
  ['after it', () => played('2026-02-01', 60_000, 239_000), () => named(SINGLE, ALBUM)],
])('of several recordings, named %s, a whole play shows which one a name means', async (_, ...steps) => {
  for (const step of steps) await step();
  expect(await tracks()).toEqual(['album', 'album']);
});

it('a later whole play shows what the name of earlier plays means', async () => {
  await named(SINGLE, ALBUM);
  await played('2026-02-01', 60_000);
  expect(await tracks()).toEqual([null]);
  await played('2026-02-02', 181_500);
  expect(await tracks()).toEqual(['single', 'single']);
});

it.each([
  ['no play was whole', [60_000, 100_000]],
  ['a play of each was whole', [180_000, 240_000]],
  ['a play lasted longer than the only one that was whole', [180_000, 200_000]],
])('a name stays a claim where %s', async (_, lengths) => {
  await named(SINGLE, ALBUM);
  await played('2026-02-01', ...lengths);
  expect(await tracks()).toEqual([null, null]);
});

it('a name stays a claim where a whole play may be of two recordings', async () => {
  await named(SINGLE, EDIT, ALBUM);
  await played('2026-02-01', 181_500);
  expect(await tracks()).toEqual([null]);
});

it('a removed play says as much, and goes with the others', async () => {
  const { deps, userId } = stage();
  await played('2026-02-01', 60_000, 240_000);
  const { playedAt, trackId } = (await playsOf(stage()))[1] ?? expect.fail();
  await removePlays(deps, userId, { what: 'play', playedAt, trackId });
  await named(SINGLE, ALBUM);
  expect(await tracks()).toEqual(['album']);
  const removed = await deps.db.removedPlay.findMany({ select: { track: true } });
  expect(removed.map(({ track }) => track.spotifyId)).toEqual(['album']);
});

it('a length that an export of another archive has decides, whatever was played', async () => {
  await named(SINGLE, ALBUM);
  const id = 'name:Blink';
  const artists = [{ id: 'name:Hiroshi Yoshimura', name: 'Hiroshi Yoshimura', imageUrl: null }];
  const track = { id, name: 'Blink', durationMs: 240_000, isrc: null, explicit: false, album: null };
  const play = { playedAt: '2026-02-01T10:00:00.000Z', track: id, msPlayed: 180_000, listenedMs: 180_000 };
  const reported = {
    sources: ['account_data'],
    skipped: null,
    context: null,
    reasonStart: null,
    reasonEnd: null,
  };
  await bring(stage(), {
    ...{ format: 'audiospective-export', version: 1, plays: [{ ...play, ...reported }], albums: [], artists },
    tracks: [{ ...track, artists: artists.map((artist) => artist.id) }],
  });
  await settleRollups(stage().deps);
  expect(await tracks()).toEqual(['album']);
});

it('a play that a name gave to the wrong recording is counted once when a file has its id', async () => {
  await named(SINGLE);
  await played('2026-02-01', 240_000);
  expect(await tracks()).toEqual(['single']);
  await named(SINGLE, ALBUM);
  await bring(stage(), [
    row('2026-02-01T10:00:20Z', { spotify_track_uri: 'spotify:track:album', ms_played: 240_000 }),
  ]);
  expect(await tracks()).toEqual(['album']);
});
