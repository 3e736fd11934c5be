import { parseArgs } from 'node:util';
import { z } from 'zod';
import { systemClock } from '@/lib/clock';
import { connectDatabase, type RootDatabase } from '@/lib/db/client';
import { createLogger } from '@/lib/logger';
import { builtInListeners } from '../simulator/life/scenarios';
import { createWorld } from '../simulator/life/world';
import { moveImages } from './seed/move-images';
import { seedListener } from './seed/seed-listener';

const USAGE = `Fills the database of DATABASE_URL with the years that simulated listeners have behind them.

  seed.ts --scenario regular[,gap…] [--until DATE] [--since DATE] [--seed N] [--spotify URL]
  seed.ts --move-covers-from URL --spotify URL

--until             plays end here; default: now
--since             only plays after this; default: the beginning of each life
--seed              what the lives follow from; default 1, as the simulator's
--spotify           the simulator's address, which stands in the addresses of covers; default http://127.0.0.1:4321
--move-covers-from  its address at an earlier run: stored covers move along, nothing else happens`;

const instant = z.iso.datetime({ offset: true }).transform((text) => Date.parse(text));
const argumentsSchema = z.object({
  scenario: z
    .string()
    .default('regular')
    .transform((list) => list.split(',')),
  until: instant.optional(),
  since: instant.optional(),
  seed: z.coerce.number().int().default(1),
  spotify: z.url().default('http://127.0.0.1:4321'),
  'move-covers-from': z.url().optional(),
});

const text = { type: 'string' } as const;
const options = {
  ...{ scenario: text, until: text, since: text, seed: text, spotify: text },
  'move-covers-from': text,
};

type Arguments = z.output<typeof argumentsSchema>;

async function main(): Promise<void> {
  const url = process.env.DATABASE_URL;
  const given = argumentsSchema.safeParse(parseArgs({ options }).values);
  if (!given.success) throw new Error(`${z.prettifyError(given.error)}\n\n${USAGE}`);
  if (!url) throw new Error('DATABASE_URL is not set: the seed does not guess which database to fill.');
  const db = connectDatabase(url, 2);
  try {
    const moveFrom = given.data['move-covers-from'];
    if (moveFrom) await moveImages(db, moveFrom, given.data.spotify);
    else await seedAll(db, given.data);
  } finally {
    await db.$disconnect();
  }
}

async function seedAll(
  db: RootDatabase,
  { scenario, seed, spotify, since, until }: Arguments,
): Promise<void> {
  const untilMs = until ?? systemClock.now().getTime();
  const lives = builtInListeners(untilMs);
  const unknown = scenario.filter((name) => !lives.some((life) => life.id === name));
  if (unknown.length > 0) {
    throw new Error(
      `There is no scenario ${unknown.join(', ')}. Choose of: ${lives.map((l) => l.id).join(', ')}.`,
    );
  }
  const deps = { db, logger: createLogger('warn') };
  for (const life of lives.filter(({ id }) => scenario.includes(id))) {
    const world = createWorld(seed);
    const sinceMs = since ?? life.startsAt;
    const plays = await seedListener(deps, { world, life, spotifyUrl: spotify, sinceMs, untilMs });
    console.log(`${life.displayName} (${life.id}): ${plays.toLocaleString('en')} plays`);
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
});
