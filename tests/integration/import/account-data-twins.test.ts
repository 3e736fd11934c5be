import { describe, expect, it } from 'vitest';
import * as exporting from '@/app/api/export/route';
import { call } from '../../support/http-stage';
import { zipOf } from '../../support/import/history-files';
import { bring, playsOf, row, useImportStage } from '../../support/import-stage';

const stage = useImportStage();

const short = (msPlayed: number) => ({
  endTime: '2026-01-01 12:00',
  artistName: 'Nala Sinephro',
  trackName: 'Space 1',
  msPlayed,
});

describe.each([
  [31_000, 45_000],
  [400, 900],
])('two plays of one track in one minute of the account data, of %i and %i ms,', (...lengths) => {
  const rows = lengths.map(short);
  const lengthsOf = async () => (await playsOf(stage())).map(({ msPlayed }) => msPlayed).toSorted();

  it('are two, also the second time', async () => {
    await bring(stage(), rows);
    expect((await bring(stage(), rows)).counts).toMatchObject({ added: 0, tooShort: 0, alreadyKnown: 2 });
    expect(await lengthsOf()).toEqual(lengths);
  });

  it('are as many when their listener’s own export is imported', async () => {
    await bring(stage(), rows);
    const lengths = async () =>
      (await playsOf(stage())).map(({ playedAt, msPlayed }) => [playedAt, msPlayed]);
    const before = await lengths();
    const own = await call(exporting.GET, '/api/export?format=json', {
      headers: { cookie: stage().cookie },
    });
    const { counts } = await bring(stage(), await own.text());
    expect(counts).toMatchObject({ added: 0, tooShort: 0, alreadyKnown: 2 });
    expect(await lengths()).toEqual(before);
  });

  it('are as many when the extended history has them too, and the account data is brought again', async () => {
    const seconds = lengths.map((ms_played, nth) =>
      row(`2026-01-01T12:00:${10 + 40 * nth}Z`, {
        ms_played,
        master_metadata_track_name: 'Space 1',
        master_metadata_album_artist_name: 'Nala Sinephro',
      }),
    );
    for (const file of [seconds, rows, rows, seconds]) await bring(stage(), file);
    expect(await lengthsOf()).toEqual(lengths);
  });
});

describe('a play that Spotify recorded twelve times within a minute and a half, as an export of 2024 has it', () => {
  const played = { artistName: 'Hiroshi Yoshimura', trackName: 'Blink', msPlayed: 149_073 };
  const account = ['2026-01-01 12:00', '2026-01-01 12:01'].map((endTime) => ({ ...played, endTime }));
  const history = Array.from({ length: 12 }, (_, nth) =>
    row(new Date(Date.UTC(2026, 0, 1, 12, 0, 13 + 6 * nth)).toISOString(), { ms_played: played.msPlayed }),
  );

  it.each([
    ['the extended history', [history, account]],
    ['the account data', [account, history]],
    ['a file that begins in the second minute', [history.slice(9), account, history]],
  ])('is one, where %s comes first', async (_what, files) => {
    for (const file of files) await bring(stage(), file);
    expect(await playsOf(stage())).toMatchObject([
      { msPlayed: 149_073, origin: { sources: ['extended_history', 'account_data'] } },
    ]);
  });
});

it('a zip with both of Spotify’s histories gives each play once, and those that only the account data has', async () => {
  const account = ['2020-02-01 10:00', '2020-02-03 10:00', '2020-02-04 10:00'].map((endTime) => ({
    endTime,
    ...{ trackName: 'Blink', artistName: 'Hiroshi Yoshimura', msPlayed: 200_000 },
  }));
  const history = [row('2020-02-01T10:00:38Z'), row('2020-02-03T10:00:38Z')];
  const zip = await zipOf({
    'StreamingHistory_music_0.json': JSON.stringify(account),
    'Streaming_History_Audio_2020_0.json': JSON.stringify(history),
  });
  const job = await bring(stage(), new Blob([new Uint8Array(zip)]));
  expect(job).toMatchObject({
    format: 'extended_history',
    skippedFiles: [],
    counts: { added: 3, repeated: 2 },
  });
  expect((await playsOf(stage())).map(({ origin }) => origin.sources)).toEqual([
    ['extended_history', 'account_data'],
    ['extended_history'],
    ['account_data'],
  ]);
});
