import { parseArgs } from 'node:util';
import { z } from 'zod';
import { systemClock } from '@/lib/clock';
import { connectDatabase, type RootDatabase } from '@/lib/db/client';
import { createLogger } from '@/lib/logger';
import { createTokenSeal } from '@/lib/token-seal';
import { builtInListeners } from '../simulator/life/scenarios';
import { createWorld } from '../simulator/life/world';
import { moveImages } from './seed/move-images';
import { renewConnections } from './seed/renew-connections';
import { type SeedProgress, seedListener } from './seed/seed-listener';

const USAGE = `Fills the database of DATABASE_URL with the years that simulated listeners have behind them.

  seed.ts seed [--scenario regular,…] [--until DATE] [--since DATE] [--seed N] [--spotify URL]
  seed.ts resume [--spotify-before URL] [--spotify URL]

seed              writes the plays of one or several lives; seed.ts alone does the same
resume            after a restart of the simulator: connections go on (TOKEN_KEYS seals them), covers move with it

--until           plays end here; default: now
--since           only plays after this; default: the beginning of each life
--seed            what the lives follow from; default 1, as the simulator's
--spotify         the simulator's address, which stands in the addresses of covers; default http://127.0.0.1:4321
--spotify-before  its address at the run before`;

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
  'spotify-before': z.url().optional(),
});

const text = { type: 'string' } as const;
const options = {
  scenario: text,
  until: text,
  since: text,
  seed: text,
  spotify: text,
  'spotify-before': text,
};

type Arguments = z.output<typeof argumentsSchema>;

async function main(): Promise<void> {
  const url = process.env.DATABASE_URL;
  const { values, positionals } = parseArgs({ options, allowPositionals: true });
  const [command = 'seed', ...rest] = positionals;
  const given = argumentsSchema.safeParse(values);
  if (!given.success) throw new Error(`${z.prettifyError(given.error)}\n\n${USAGE}`);
  if (!['seed', 'resume'].includes(command) || rest.length > 0) throw new Error(USAGE);
  if (!url) throw new Error('DATABASE_URL is not set: the seed does not guess which database to fill.');
  const db = connectDatabase(url, 2);
  try {
    await (command === 'seed' ? seedAll(db, given.data) : resume(db, given.data));
  } finally {
    await db.$disconnect();
  }
}

async function resume(db: RootDatabase, { spotify, 'spotify-before': before }: Arguments): Promise<void> {
  const keys = process.env.TOKEN_KEYS;
  if (!keys) throw new Error('TOKEN_KEYS is not set: the connections could not be sealed.');
  if (before && before !== spotify) await moveImages(db, before, spotify);
  await renewConnections({ db, seal: createTokenSeal(keys) }, spotify);
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
    // The launcher shows it; by hand there is nobody to send it to.
    const onProgress = (progress: SeedProgress) => process.send?.(progress);
    const plays = await seedListener(deps, {
      world,
      life,
      spotifyUrl: spotify,
      sinceMs,
      untilMs,
      onProgress,
    });
    console.log(`${life.displayName} (${life.id}): ${plays.toLocaleString('en')} plays`);
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
});
