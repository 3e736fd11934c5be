import { z } from 'zod';
import { Prisma } from '@/generated/prisma/client';
import type { Database } from '@/lib/db/client';
import { queryOne } from '@/lib/db/query';
import { kindInSql, recordingOf, separations } from '@/repositories/catalogue/entity-kinds';
import { type Days, type Listener, playedOn } from './listener-days';
import { rankedEntityRow } from './ranked-row';

const loopRow = rankedEntityRow.extend({ day: z.string() });

const T = Prisma.sql`t`;

/**
 * The recording with the most plays on one of these days of the listener's calendar; of equals the one of the earliest day.
 * Null without plays. Reads the plays of the days.
 */
export async function findLoop(
  db: Database,
  listener: Listener,
  days: Days,
): Promise<z.output<typeof loopRow> | null> {
  const { described, joins } = kindInSql('track', listener.id);
  return queryOne(db, loopRow)`
    WITH played AS MATERIALIZED (
      SELECT (played_at AT TIME ZONE ${listener.timeZone})::date AS day, track_id, count(*) AS plays,
        sum(listened_ms) AS listened_ms
      FROM counted_plays WHERE ${playedOn(listener, days)} GROUP BY 1, 2
    ), ranked AS MATERIALIZED (
      SELECT day, ${recordingOf(T)} AS id, sum(h.plays)::int AS plays, sum(h.listened_ms)::bigint AS listened_ms
      FROM played h JOIN tracks t ON t.id = h.track_id ${separations(listener.id, T)}
      GROUP BY 1, 2 ORDER BY plays DESC, day, id LIMIT 1
    )
    SELECT ${described}, to_char(ranked.day, 'YYYY-MM-DD') AS day, ranked.plays, ranked.listened_ms AS "listenedMs",
      r.first_played_at AS "firstPlayedAt"
    FROM ranked ${joins}
    JOIN user_recording_stats r ON r.user_id = ${listener.id} AND r.recording_id = ranked.id`;
}
