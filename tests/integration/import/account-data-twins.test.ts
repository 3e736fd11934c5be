import { expect, it } from 'vitest';
import { expectRollupsEqualRecount } from '../../support/expect-archive';
import { bring, playsOf, useImportStage } from '../../support/import-stage';

const stage = useImportStage();

const short = (msPlayed: number) => ({
  ...{ endTime: '2026-01-01 12:00', artistName: 'Nala Sinephro', trackName: 'Space 1', msPlayed },
});

it('two plays of one track in one minute of the account data are two, also the second time', async () => {
  const rows = [short(31_000), short(45_000)];
  expect((await bring(stage(), rows)).counts).toMatchObject({ added: 2 });
  expect((await bring(stage(), rows)).counts).toMatchObject({ added: 0, alreadyKnown: 2 });
  expect((await playsOf(stage())).map(({ msPlayed }) => msPlayed).toSorted()).toEqual([31_000, 45_000]);
  await expectRollupsEqualRecount(stage().deps.db, 'after both');
});
