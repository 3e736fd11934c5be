import { z } from 'zod';
import type { Database } from '@/lib/db/client';
import { queryOne } from '@/lib/db/query';

const liveRow = z.object({
  plays: z.int(),
  newestPlayAt: z.date().nullable(),
  lastPolledAt: z.date().nullable(),
});

/** How many plays of a listener count, the newest of all, and when Spotify last answered: four rows by key. Null when there is no such listener. */
export const findLiveState = (db: Database, userId: number): Promise<z.output<typeof liveRow> | null> =>
  queryOne(db, liveRow)`
    SELECT coalesce(t.plays, 0) AS plays, p.polled_at AS "lastPolledAt",
      (SELECT max(played_at) FROM play_events WHERE user_id = u.id) AS "newestPlayAt"
    FROM users u
    LEFT JOIN user_totals t ON t.user_id = u.id
    LEFT JOIN last_polls p ON p.user_id = u.id
    WHERE u.id = ${userId}`;
