import { expect, it } from 'vitest';
import { repetitions } from '../../support/depth';
import { expectDeletion } from '../../support/import/deleted-on-the-way';
import { useStageDatabase } from '../../support/stage-database';

const database = useStageDatabase();
const EVERY = repetitions(8, 1);

it('an account is gone, and another listener’s import whole, whenever it is deleted during an import', async () => {
  let effect = 1;
  while (await expectDeletion(database.db(), effect)) {
    effect += EVERY;
    await database.reset();
  }
  expect(effect).toBeGreaterThan(40);
});
