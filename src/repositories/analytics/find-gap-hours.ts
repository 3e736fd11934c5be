import { z } from 'zod';
import type { Database } from '@/lib/db/client';
import { query } from '@/lib/db/query';
import type { Listener } from './listener-days';

const gapRow = z.object({ from: z.string(), to: z.string() });

/** An open gap on the listener's clock: its first and last hour, YYYY-MM-DDTHH. */
export type GapHours = z.output<typeof gapRow>;

/** The open gaps of the listener between two instants, oldest first, without what lies outside. */
export async function findGapHours(
  db: Database,
  listener: Listener,
  { from, to }: { from: Date; to: Date },
): Promise<GapHours[]> {
  return query(db, gapRow)`
    SELECT to_char(greatest(from_at, ${from}) AT TIME ZONE ${listener.timeZone}, 'YYYY-MM-DD"T"HH24') AS "from",
      to_char(least(to_at, ${to}) AT TIME ZONE ${listener.timeZone}, 'YYYY-MM-DD"T"HH24') AS "to"
    FROM archive_gaps WHERE user_id = ${listener.id} AND closed_at IS NULL AND to_at >= ${from} AND from_at <= ${to}
    ORDER BY from_at, id`;
}
