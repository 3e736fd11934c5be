import { describe, expect, it } from 'vitest';
import { scheduleArchive } from '@/services/archival/tick';
import { type ArchiveStage, createStage } from '../../support/archive-stage';
import { deliver } from '../../support/deliver-messages';
import { sample } from '../../support/depth';
import { type Blow, EffectGate } from '../../support/effects';
import { expectRollupsEqualRecount, expectWholeArchive } from '../../support/expect-archive';
import { useStageDatabase } from '../../support/stage-database';

const HOUR = 3_600_000;
const LISTENERS = ['regular', 'heavy'];

const database = useStageDatabase();

/** One hour of the archive for two listeners whose tokens must be refreshed first, tried again until all is done. */
async function archiveOneHour(gate: EffectGate): Promise<ArchiveStage> {
  await database.reset();
  const stage = createStage(database.db(), { around: gate.around, quota: 'extended' });
  for (const name of LISTENERS) await stage.signIn(name);
  stage.clock.advance(HOUR);
  await untilDone(gate, () => scheduleArchive(stage.deps, {}));
  const end = stage.clock.now().getTime() + HOUR;
  for (
    let dueAt = stage.queue.nextDueAt();
    dueAt !== undefined && dueAt <= end;
    dueAt = stage.queue.nextDueAt()
  ) {
    stage.clock.advance(Math.max(0, dueAt - stage.clock.now().getTime()));
    const next = stage.queue.take();
    if (next) await untilDone(gate, () => deliver(stage.deps, next.message));
  }
  return stage;
}

/** As a queue does: whatever was failed or killed is delivered again. */
async function untilDone(gate: EffectGate, work: () => Promise<unknown>): Promise<void> {
  for (let attempt = 0; attempt < 5; attempt++) {
    try {
      if (await gate.live(work)) return;
    } catch (error) {
      if (attempt === 4) throw error;
    }
  }
  throw new Error('The work was never done in five deliveries');
}

describe('one archive run with a failure at any point', () => {
  const BLOWS: Blow[] = ['fail_before', 'fail_after', 'kill_before', 'kill_after'];

  it.each(BLOWS)(
    'loses no play and doubles none when any one effect is struck: %s',
    async (blow) => {
      const calm = new EffectGate(() => null);
      await archiveOneHour(calm);
      expect(calm.effects.length).toBeGreaterThan(20);
      for (const struck of sample([...calm.effects.keys()], 8, 2 * BLOWS.indexOf(blow))) {
        const gate = new EffectGate((index) => (index === struck ? blow : null));
        const stage = await archiveOneHour(gate);
        const where = `${blow} at effect ${struck} (${gate.effects[struck]})`;
        await expectWholeArchive(stage, LISTENERS, where);
        await expectRollupsEqualRecount(database.db(), where);
      }
    },
    600_000,
  );
});
