import { z } from 'zod';
import type { Database } from '@/lib/db/client';
import { queryOne } from '@/lib/db/query';

const liveRow = z.object({
  plays: z.int(),
  newestPlayAt: z.date().nullable(),
  lastPolledAt: z.date().nullable(),
  /** Plays that count and ended after `since`; all where that is null. */
  newer: z.int(),
});

/**
 * How many plays of a listener count, and how many of them are newer than `since`; the newest of all, and when Spotify last
 * answered. Four rows by key, and the newer plays. Null when there is no such listener.
 */
export const findLiveState = (
  db: Database,
  userId: number,
  since: Date | null,
): Promise<z.output<typeof liveRow> | null> =>
  queryOne(db, liveRow)`
    SELECT coalesce(t.plays, 0) AS plays, p.polled_at AS "lastPolledAt",
      (SELECT max(played_at) FROM play_events WHERE user_id = u.id) AS "newestPlayAt",
      CASE WHEN ${since}::timestamptz IS NULL THEN coalesce(t.plays, 0) ELSE (
        SELECT count(*)::int FROM counted_plays WHERE user_id = u.id AND played_at > ${since}::timestamptz) END AS newer
    FROM users u
    LEFT JOIN user_totals t ON t.user_id = u.id
    LEFT JOIN last_polls p ON p.user_id = u.id
    WHERE u.id = ${userId}`;
