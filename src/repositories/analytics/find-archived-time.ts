import { z } from 'zod';
import type { Database } from '@/lib/db/client';
import { queryOne } from '@/lib/db/query';
import type { ArchivedTime } from '@/lib/shared/analytics/archived-time';
import { lastPolledAt } from '@/repositories/archival/last-polled-at';

const stretches = z.array(z.object({ from: z.coerce.date(), to: z.coerce.date() }));

const archivedRow = z.object({
  archivedFrom: z.date().nullable(),
  lastPolledAt: z.date().nullable(),
  imports: stretches,
  gaps: stretches,
});

const NOTHING: ArchivedTime = { archivedFrom: null, lastPolledAt: null, imports: [], gaps: [] };

/**
 * What is known about when the archive of the listener is complete; one row. An export of ours says what its archive had, and
 * brings its gaps along.
 */
export async function findArchivedTime(db: Database, userId: number): Promise<ArchivedTime> {
  const found = await queryOne(db, archivedRow)`
    SELECT u.archived_from AS "archivedFrom", ${lastPolledAt} AS "lastPolledAt",
      coalesce((SELECT jsonb_agg(s) FROM import_jobs j
        CROSS JOIN jsonb_array_elements(j.covers->'spans' || coalesce(j.covers->'archived', '[]')) s
        WHERE j.user_id = u.id AND j.status = 'succeeded'), '[]') AS imports,
      coalesce((SELECT jsonb_agg(jsonb_build_object('from', g.from_at, 'to', g.to_at)) FROM archive_gaps g
        WHERE g.user_id = u.id AND g.closed_at IS NULL), '[]') AS gaps
    FROM users u WHERE u.id = ${userId}`;
  return found ?? NOTHING;
}
