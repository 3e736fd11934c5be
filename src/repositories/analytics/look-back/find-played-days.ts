import { z } from 'zod';
import { Prisma } from '@/generated/prisma/client';
import type { Database } from '@/lib/db/client';
import { bigSum, query } from '@/lib/db/query';
import { kindInSql, rankOrder } from '@/repositories/catalogue/entity-kinds';
import type { Listener } from '../listener-days';
import { rankedEntityRow } from '../ranked-row';

const trackRow = rankedEntityRow.extend({
  listenedMs: z.number(),
  firstPlayedAt: z.coerce.date(),
  rank: z.int(),
});

const dayRow = z.object({
  day: z.string(),
  plays: z.int(),
  listenedMs: bigSum,
  tracks: z.array(trackRow),
});

const ID = Prisma.sql`id`;

/**
 * Those of the days (YYYY-MM-DD) that have plays, the latest first, each with its most played recordings. Looks up each day
 * by the key of the day rollup, and its plays by the primary key.
 */
export function findPlayedDays(
  db: Database,
  { id: userId, timeZone }: Listener,
  days: string[],
  mostTracks: number,
): Promise<z.output<typeof dayRow>[]> {
  const { fromPlayed, rollup, id, described, joins } = kindInSql('track', userId);
  return query(db, dayRow)`
    SELECT to_char(d.day, 'YYYY-MM-DD') AS day, d.plays, d.listened_ms AS "listenedMs", top.tracks
    FROM user_day_stats d
    CROSS JOIN LATERAL (
      SELECT coalesce(jsonb_agg(e ORDER BY e.rank), '[]') AS tracks FROM (
        SELECT ${described}, ranked.plays, ranked.listened_ms AS "listenedMs", r.first_played_at AS "firstPlayedAt",
          ranked.rank
        FROM (
          SELECT *, row_number() OVER (ORDER BY ${rankOrder('plays', ID)})::int AS rank
          FROM (${fromPlayed(Prisma.sql`(
            SELECT track_id, count(*)::int AS plays, sum(listened_ms)::bigint AS listened_ms
            FROM (SELECT * FROM counted_plays WHERE user_id = ${userId}
                AND played_at >= (d.day - 1)::timestamp AT TIME ZONE 'UTC'
                AND played_at < (d.day + 2)::timestamp AT TIME ZONE 'UTC' OFFSET 0) p
            WHERE (played_at AT TIME ZONE ${timeZone})::date = d.day GROUP BY track_id)`)}) c
          ORDER BY rank LIMIT ${mostTracks}
        ) ranked ${joins} JOIN ${rollup} r ON r.user_id = ${userId} AND r.${id} = ranked.id) e
    ) top
    WHERE d.user_id = ${userId} AND d.day = ANY (${days}::date[])
    ORDER BY d.day DESC`;
}
