import { z } from 'zod';
import type { Database } from '@/lib/db/client';
import { query } from '@/lib/db/query';
import type { OpenGap } from '@/lib/shared/analytics/dashboard';

const MOST_LISTED = 100;
/** Of one page: a gap an hour for six weeks. */
const MOST_GAPS = 1_000;

const instant = z.date().transform((at) => at.toISOString());
const gapRow = z.object({ from: instant, to: instant, missedAtMost: z.int() });

/** The latest open gaps of one listener, newest first; `missedAtMost` is an upper bound of the plays that may be missing. */
export async function findOpenGaps(db: Database, userId: number): Promise<OpenGap[]> {
  return query(db, gapRow)`
    SELECT from_at AS "from", to_at AS "to", missed_at_most AS "missedAtMost"
    FROM archive_gaps
    WHERE user_id = ${userId} AND closed_at IS NULL
    ORDER BY to_at DESC, id DESC
    LIMIT ${MOST_LISTED}`;
}

/** Open gaps that end at or after the oldest play of a page and before where the page begins. */
export async function findGapsOfPage(
  db: Database,
  userId: number,
  page: { oldest: Date; newest: Date; isFirst: boolean },
): Promise<OpenGap[]> {
  return query(db, gapRow)`
    SELECT from_at AS "from", to_at AS "to", missed_at_most AS "missedAtMost" FROM archive_gaps
    WHERE user_id = ${userId} AND closed_at IS NULL AND to_at >= ${page.oldest}
      AND (to_at < ${page.newest} OR (${page.isFirst} AND to_at = ${page.newest}))
    ORDER BY to_at DESC, id DESC LIMIT ${MOST_GAPS}`;
}
