import { z } from 'zod';
import type { Database } from '@/lib/db/client';
import { query } from '@/lib/db/query';
import type { Listener } from './listener-days';

const gapRow = z.object({ from: z.string(), to: z.string() });

/** An open gap on the listener's clock: its first and last hour, YYYY-MM-DDTHH. */
export type GapHours = z.output<typeof gapRow>;

/** All open gaps of the listener, oldest first. Few: a gap opens when a full page of plays was all new. */
export async function findGapHours(db: Database, listener: Listener): Promise<GapHours[]> {
  return query(db, gapRow)`
    SELECT to_char(from_at AT TIME ZONE ${listener.timeZone}, 'YYYY-MM-DD"T"HH24') AS "from",
      to_char(to_at AT TIME ZONE ${listener.timeZone}, 'YYYY-MM-DD"T"HH24') AS "to"
    FROM archive_gaps WHERE user_id = ${listener.id} AND closed_at IS NULL
    ORDER BY from_at, id`;
}
