import type { Deps } from '@/lib/deps';
import { createMemoryKeyValue } from '@/lib/kv/memory-key-value';
import { createLogger } from '@/lib/logger';
import type { ReadDeps, StatisticsUser } from '@/services/analytics/read-deps';
import { settleRollups } from '@/services/catalogue/settle-rollups';
import { keepPlays, type PlayedTrack } from '../support/keep-plays';
import { createMovableClock } from '../support/movable-clock';
import { GENRES, type Life } from './lives';

const silent = createLogger('fatal', { write: () => {} });

/** What reading statistics needs, with a store of its own, at a fixed moment. */
export function readDeps(db: Deps['db'], now: Date): ReadDeps {
  const clock = createMovableClock(now);
  return { db, clock, logger: silent, kv: createMemoryKeyValue(clock) };
}

/** A listener whose plays went through the product's one writer. */
export async function listenerWho(
  db: Deps['db'],
  name: string,
  { timeZone, now, played }: { timeZone: string; now: Date; played: PlayedTrack[] },
): Promise<StatisticsUser> {
  const { id } = await db.user.create({ data: { spotifyId: name, name, timeZone } });
  if (played.length > 0) await keepPlays(db, id, now, played);
  return { id, timeZone };
}

/** The listener of a life beside another one, once what follows the writing is done. */
export async function settledListener(
  db: Deps['db'],
  { timeZone, now, played }: Life,
): Promise<{ deps: ReadDeps; user: StatisticsUser }> {
  const user = await listenerWho(db, 'ada', { timeZone, now, played });
  await listenerWho(db, 'bob', { timeZone: 'UTC', now, played: played.slice(0, 7) });
  for (const [name, genres] of Object.entries(GENRES))
    await db.artist.updateMany({ where: { name }, data: { genres } });
  const deps = readDeps(db, now);
  await settleRollups(deps);
  return { deps, user };
}
