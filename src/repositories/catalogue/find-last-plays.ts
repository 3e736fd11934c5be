import { z } from 'zod';
import type { Database } from '@/lib/db/client';
import { query } from '@/lib/db/query';
import type { Entity } from '@/lib/shared/history/plays-filter';
import { type Days, type Listener, playedOn } from '@/repositories/analytics/listener-days';
import { isOfEntity } from './find-entity-plays';

const playRow = z.object({ playedAt: z.date() });

/** When one track, artist or album was played last on these days, the latest first. Reads its plays by the index by track. */
export async function findLastPlays(
  db: Database,
  listener: Listener,
  entity: Entity,
  { days, limit }: { days: Days; limit: number },
): Promise<Date[]> {
  // OFFSET 0: otherwise all plays of the listener might be read backwards until enough are found.
  const plays = await query(db, playRow)`
    SELECT played_at AS "playedAt" FROM (
      SELECT played_at FROM counted_plays WHERE ${playedOn(listener, days)} AND ${isOfEntity(listener.id, entity)} OFFSET 0
    ) p ORDER BY played_at DESC LIMIT ${limit}`;
  return plays.map(({ playedAt }) => playedAt);
}
