import { expect, it } from 'vitest';
import { bring, playsOf, row, useImportStage } from '../../support/import-stage';
import { pageOf, pollPage } from '../../support/poll-stage';

const stage = useImportStage();

const SONG = { name: 'Blink', artists: ['Hiroshi Yoshimura'] };

/** A track of a minute, played twice; the polls came seconds late. */
const LOOP = {
  polls: pageOf(
    { ...SONG, id: 'blink', playedAt: '2026-01-01T12:02:01.100Z', durationMs: 60_000 },
    { ...SONG, id: 'blink', playedAt: '2026-01-01T12:01:02.300Z', durationMs: 60_000 },
  ),
  history: [
    row('2026-01-01T12:00:59Z', { ms_played: 60_000 }),
    row('2026-01-01T12:01:59Z', { ms_played: 60_000 }),
  ],
  account: ['2026-01-01 12:00', '2026-01-01 12:01'].map((endTime) => ({
    endTime,
    artistName: SONG.artists[0],
    trackName: SONG.name,
    msPlayed: 60_000,
  })),
};

// Every order is tried in tests/unit/history/arrival-order.test.ts; in these two, stored plays become one.
it.each([
  ['polls', 'account', 'history'],
  ['account', 'polls', 'history'],
] as const)('two plays stay two plays of three sources each: %s, %s, %s', async (...order) => {
  for (const what of order) {
    if (what === 'polls') await pollPage(stage(), 'regular', LOOP.polls);
    else await bring(stage(), LOOP[what]);
  }
  expect(await playsOf(stage())).toMatchObject(
    ['2026-01-01T12:01:02.300Z', '2026-01-01T12:02:01.100Z'].map((end) => ({
      playedAt: new Date(end),
      msPlayed: 60_000,
      origin: { sources: ['poll', 'extended_history', 'account_data'] },
    })),
  );
});

it.each([
  ['the file', 'the poll', 'the file'],
  ['the poll', 'the file', 'the file'],
])('a play that a file has under two ids is of the same one: %s, %s, %s', async (...order) => {
  const twice = [
    row('2026-01-01T12:00:00Z'),
    row('2026-01-01T12:00:02Z', { spotify_track_uri: 'spotify:track:zest' }),
  ];
  const later = pageOf({ ...SONG, id: 'zest', playedAt: '2026-02-01T12:00:00.500Z' });
  for (const what of order) {
    if (what === 'the file') await bring(stage(), twice);
    else await pollPage(stage(), 'regular', later);
  }
  const tracks = (await playsOf(stage())).map(({ track }) => track.spotifyId);
  expect(tracks).toEqual(['blink', 'zest']);
});
