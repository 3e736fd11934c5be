import { describe, expect, it } from 'vitest';
import { expectRollupsEqualRecount } from '../support/expect-archive';
import { useStageDatabase } from '../support/stage-database';
import { expectNothingLostSilently } from './expect-nothing-lost';
import { fingerprint, liveThrough } from './world';

/**
 * 100 seeds on a PostgreSQL server, about three minutes on two processors; a handful on the embedded database, which is
 * slower. More seeds, or longer lives:
 * `npm run test:simulation -- --seeds 1000 --days 60 --first 101`.
 */
const SEEDS = Number(process.env.SIMULATION_SEEDS ?? (process.env.TEST_DATABASE_URL ? 100 : 6));
const DAYS = Number(process.env.SIMULATION_DAYS ?? 30);
const FIRST = Number(process.env.SIMULATION_FIRST ?? 1);
/** Seeds that share one service, so that their listeners also get in each other's way. */
const TOGETHER = process.env.TEST_DATABASE_URL ? 10 : 3;

const range = (from: number, length: number) => Array.from({ length }, (_, i) => from + i);

/** The services of the simulation whose number leaves this remainder: two files share them, for two processors. */
export function simulateServices(remainder: 0 | 1): void {
  // One connection: the order of statements, and so the whole story, then follows from the seeds alone.
  const database = useStageDatabase(1);
  const services = range(0, Math.ceil(SEEDS / TOGETHER))
    .filter((service) => service % 2 === remainder)
    .map((service) => range(FIRST + service * TOGETHER, Math.min(TOGETHER, SEEDS - service * TOGETHER)));

  describe(`${DAYS} virtual days under bad weather`, () => {
    it.each(services.map((seeds) => [seeds.at(0), seeds.at(-1), seeds] as const))(
      'seeds %i to %i: whatever the archive lacks lies inside a recorded gap, and no play stands twice',
      async (_first, _last, seeds) => {
        await database.reset();
        const world = await liveThrough(database.db(), seeds, DAYS);
        await expectNothingLostSilently(world);
        await expectRollupsEqualRecount(database.db(), `seeds ${seeds.join(', ')}`);
      },
      30 * 60_000,
    );

    it('tells the same story for the same seeds', async () => {
      const told: string[] = [];
      for (let time = 0; time < 2; time++) {
        await database.reset();
        told.push(await fingerprint(await liveThrough(database.db(), range(FIRST + remainder, 3), 3)));
      }
      expect(told[0]).toBe(told[1]);
    }, 120_000);
  });
}
