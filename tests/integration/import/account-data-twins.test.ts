import { describe, expect, it } from 'vitest';
import * as exporting from '@/app/api/export/route';
import { expectRollupsEqualRecount } from '../../support/expect-archive';
import { call } from '../../support/http-stage';
import { bring, playsOf, row, useImportStage } from '../../support/import-stage';

const stage = useImportStage();

const short = (msPlayed: number) => ({
  endTime: '2026-01-01 12:00',
  artistName: 'Nala Sinephro',
  trackName: 'Space 1',
  msPlayed,
});

it('two plays of one track in one minute of the account data are two, also the second time', async () => {
  const rows = [short(31_000), short(45_000)];
  expect((await bring(stage(), rows)).counts).toMatchObject({ added: 2 });
  expect((await bring(stage(), rows)).counts).toMatchObject({ added: 0, alreadyKnown: 2 });
  expect((await playsOf(stage())).map(({ msPlayed }) => msPlayed).toSorted()).toEqual([31_000, 45_000]);
  await expectRollupsEqualRecount(stage().deps.db, 'after both');
});

it('they are as many when their listener’s own export is imported', async () => {
  await bring(stage(), [short(31_000), short(45_000)]);
  const told = async () => (await playsOf(stage())).map(({ playedAt, msPlayed }) => [playedAt, msPlayed]);
  const before = await told();
  const own = await call(exporting.GET, '/api/export?format=json', { headers: { cookie: stage().cookie } });
  expect((await bring(stage(), await own.text())).counts).toMatchObject({ added: 0, alreadyKnown: 2 });
  expect(await told()).toEqual(before);
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
