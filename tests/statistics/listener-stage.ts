import type { Deps } from '@/lib/deps';
import { createMemoryKeyValue } from '@/lib/kv/memory-key-value';
import { createLogger } from '@/lib/logger';
import type { ReadDeps, StatisticsUser } from '@/services/analytics/read-deps';
import { keepPlays, type PlayedTrack } from '../support/keep-plays';
import { createMovableClock } from '../support/movable-clock';

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
