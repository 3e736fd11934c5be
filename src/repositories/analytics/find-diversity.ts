import { z } from 'zod';
import { Prisma } from '@/generated/prisma/client';
import type { Database } from '@/lib/db/client';
import { queryOnly } from '@/lib/db/query';
import { kindInSql } from '@/repositories/catalogue/entity-kinds';
import { type Days, isAllTime, type Listener, playedTracks } from './listener-days';

const diversityRow = z.object({ artists: z.int(), effective: z.number() });

/** How many artists were played, and the Hill number of order 2 of their plays: N² / Σ nᵢ²; zeros without plays. */
export async function findDiversity(
  db: Database,
  listener: Listener,
  days: Days,
): Promise<z.output<typeof diversityRow>> {
  const counts = isAllTime(days)
    ? Prisma.sql`SELECT plays FROM user_artist_stats WHERE user_id = ${listener.id}`
    : kindInSql('artist', listener.id).fromPlayed(Prisma.sql`(${playedTracks(listener, days)})`);
  return queryOnly(db, diversityRow)`
    SELECT count(*)::int AS artists,
      coalesce(sum(plays)::numeric ^ 2 / sum(plays::bigint * plays), 0)::float8 AS effective
    FROM (${counts}) c`;
}
