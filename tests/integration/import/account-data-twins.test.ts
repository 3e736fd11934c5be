import { expect, it } from 'vitest';
import * as exporting from '@/app/api/export/route';
import { expectRollupsEqualRecount } from '../../support/expect-archive';
import { call } from '../../support/http-stage';
import { bring, playsOf, useImportStage } from '../../support/import-stage';

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
