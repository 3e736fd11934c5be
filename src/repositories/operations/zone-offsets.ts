import { z } from 'zod';
import type { Database } from '@/lib/db/client';
import { query } from '@/lib/db/query';

const offsetRow = z.object({ zone: z.string(), at: z.date(), minutes: z.int() });

/** How many minutes the database has each zone of a listener ahead of UTC, at the start of each of the twelve months from `from` on. */
export function findZoneOffsets(db: Database, from: Date): Promise<z.output<typeof offsetRow>[]> {
  return query(db, offsetRow)`
    SELECT zone, at, round(extract(epoch FROM (at AT TIME ZONE zone) - (at AT TIME ZONE 'UTC')) / 60)::int AS minutes
    FROM (SELECT DISTINCT time_zone AS zone FROM users) z
    CROSS JOIN LATERAL (SELECT date_trunc('month', ${from}::timestamptz) + n * interval '1 month' AS at
      FROM generate_series(0, 11) n) months
    ORDER BY zone, at`;
}
