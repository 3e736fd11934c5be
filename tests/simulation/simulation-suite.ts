import { beforeAll, describe, expect, it } from 'vitest';
import { repetitions } from '../support/depth';
import { expectRollupsEqualRecount } from '../support/expect-archive';
import { useStageDatabase } from '../support/stage-database';
import { expectAskedOnce } from './expect-asked-once';
import { expectNothingLostSilently, expectNothingUnfinished } from './expect-nothing-lost';
import { expectHeavyListenersPolledInTime, expectLostTicksCounted } from './expect-nothing-missed';
import { expectPausesHonoured } from './expect-pauses-honoured';
import { fingerprint } from './fingerprint';
import { liveThrough } from './live-through';
import { sharesOf } from './shares';

const isServer = process.env.TEST_DATABASE_URL !== undefined;
const PLACE = isServer ? 'a PostgreSQL server' : 'the embedded database';

/** More seeds, or longer lives: `npm run test:simulation -- --seeds 1000 --days 60 --first 101`. */
const SEEDS = Number(
  process.env.SIMULATION_SEEDS ?? (isServer ? repetitions(25, 1000) : repetitions(10, 100)),
);
const DAYS = Number(process.env.SIMULATION_DAYS ?? 30);
const FIRST = Number(process.env.SIMULATION_FIRST ?? 1);

/** One half of the work: two files share the seeds, for two processors. */
export function simulateSeeds(share: 0 | 1): void {
  // One connection: the order of statements, and so the whole story, then follows from the seed alone.
  const database = useStageDatabase({ maxConnections: 1, whose: 'own' });
  const seeds = sharesOf(FIRST, SEEDS)[share];

  // Nobody searches here, and keeping what the search reads is a tenth of every write. The archive goes without it too.
  beforeAll(async () => {
    await database.db()
      .$executeRaw`DROP INDEX IF EXISTS tracks_search_name_idx, artists_search_name_idx, albums_search_name_idx`;
  });

  if (share === 0) console.info(`Simulation: ${SEEDS} seeds of ${DAYS} virtual days on ${PLACE}`);

  describe(`${DAYS} virtual days under bad weather`, () => {
    it.each(seeds)(
      'seed %i: whatever the archive lacks lies inside a recorded gap, and no play stands twice',
      async (seed) => {
        const world = await liveThrough(database.db(), seed, DAYS);
        await expectNothingLostSilently(world);
        await expectNothingUnfinished(world);
        expectPausesHonoured(world);
        await expectAskedOnce(world);
        await expectHeavyListenersPolledInTime(world);
        await expectLostTicksCounted(world);
        await expectRollupsEqualRecount(database.db(), `seed ${seed}`);
      },
      10 * 60_000,
    );

    it('gives the same result for the same seed', async () => {
      const fingerprints: string[] = [];
      for (let time = 0; time < 2; time++) {
        await database.reset();
        fingerprints.push(await fingerprint(await liveThrough(database.db(), FIRST + share, 5)));
      }
      expect(fingerprints[0]).toBe(fingerprints[1]);
    });
  });
}
