import { expect, it } from 'vitest';
import { repetitions } from '../support/depth';
import { expectDeletion } from '../support/import/deleted-on-the-way';
import { useStageDatabase } from '../support/stage-database';

const database = useStageDatabase({ maxConnections: 16 });
const EVERY = repetitions(3, 1);

// Only a server runs both at one time: the embedded database ends the transaction of the import first.
it('an account is deleted beside its import, whenever that is, and beside that of another listener', async () => {
  let effect = 0;
  while (await expectDeletion(database.db(), effect)) {
    effect += EVERY;
    await database.reset();
  }
  expect(effect).toBeGreaterThan(40);
});
