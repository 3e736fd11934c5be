import { z } from 'zod';
import type { Database } from '@/lib/db/client';
import { queryOne } from '@/lib/db/query';
import { MINUTE } from '@/lib/shared/time';

const pauseRow = z.object({ until: z.date(), reason: z.string() });

/** The rate-limit pause of the whole application, shared by all processes; null when there is none. */
export async function findSpotifyPause(db: Database, now: Date): Promise<z.output<typeof pauseRow> | null> {
  // Runs before every batch; raw SQL costs half as much as a model query.
  return queryOne(db, pauseRow)`
    SELECT until, reason FROM spotify_pauses WHERE scope = 'app' AND until > ${now}`;
}

/** Calls that are under way together get slightly different ends. */
const SAME_PAUSE_MS = MINUTE;

/** Extends the pause; an earlier end never shortens it. True when it is news: a pause that nobody stored before. */
export async function saveSpotifyPause(
  db: Database,
  pause: z.output<typeof pauseRow>,
  now: Date,
): Promise<boolean> {
  const saved = await queryOne(db, z.object({ before: z.date().nullable() }))`
    WITH stored AS (SELECT until FROM spotify_pauses WHERE scope = 'app')
    INSERT INTO spotify_pauses (scope, until, reason) VALUES ('app', ${pause.until}, ${pause.reason})
    ON CONFLICT (scope) DO UPDATE SET until = excluded.until, reason = excluded.reason
    WHERE spotify_pauses.until < excluded.until
    RETURNING (SELECT s.until FROM stored s) AS before`;
  if (!saved) return false;
  const { before } = saved;
  return before === null || before <= now || pause.until.getTime() - before.getTime() > SAME_PAUSE_MS;
}
