import { describe, expect, it } from 'vitest';
import { expectNothingLostSilently } from '../simulation/expect-nothing-lost';
import { fingerprint, liveThrough } from '../simulation/world';
import { expectRollupsEqualRecount } from '../support/expect-archive';
import { useStageDatabase } from '../support/stage-database';

/** More seeds, or longer lives: SIMULATION_SEEDS=1000 SIMULATION_DAYS=60 npm run test:simulation */
const SEEDS = Number(process.env.SIMULATION_SEEDS ?? 100);
const DAYS = Number(process.env.SIMULATION_DAYS ?? 30);
const FIRST = Number(process.env.SIMULATION_FIRST ?? 1);
/** Seeds that share one service, so that their listeners also get in each other's way. */
const TOGETHER = 20;

// One connection: the order of statements, and so the whole story, then follows from the seed alone.
const database = useStageDatabase(1);

const range = (from: number, length: number) => Array.from({ length }, (_, i) => from + i);

describe(`${SEEDS} seeded lives under bad weather, ${DAYS} virtual days each`, () => {
  const groups = range(0, Math.ceil(SEEDS / TOGETHER)).map((g) =>
    range(FIRST + g * TOGETHER, Math.min(TOGETHER, SEEDS - g * TOGETHER)),
  );

  it.each(groups.map((seeds) => [seeds[0], seeds.at(-1), seeds] as const))(
    'seeds %i to %i: whatever the archive lacks lies inside a recorded gap, and no play stands twice',
    async (_first, _last, seeds) => {
      await database.reset();
      const world = await liveThrough(database.db(), seeds, DAYS);
      await expectNothingLostSilently(world);
      await expectRollupsEqualRecount(database.db(), `seeds ${seeds.join(', ')}`);
    },
    900_000,
  );

  it('tells the same story for the same seed', async () => {
    const told: string[] = [];
    for (let time = 0; time < 2; time++) {
      await database.reset();
      told.push(await fingerprint(await liveThrough(database.db(), [FIRST, FIRST + 1, FIRST + 2], 3)));
    }
    expect(told[0]).toBe(told[1]);
  }, 120_000);
});
