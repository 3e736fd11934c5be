import type { Database } from '@/lib/db/client';

/** The rate-limit pause of the whole application, shared by all processes; null when there is none. */
export async function findSpotifyPause(
  db: Database,
  now: Date,
): Promise<{ until: Date; reason: string } | null> {
  // Runs before every batch; raw SQL costs half as much as a model query.
  const rows = await db.$queryRaw<{ until: Date; reason: string }[]>`
    SELECT until, reason FROM spotify_pauses WHERE scope = 'app' AND until > ${now}`;
  return rows[0] ?? null;
}

/** Extends the pause; an earlier end never shortens it. */
export async function saveSpotifyPause(
  db: Database,
  pause: { until: Date; reason: string },
  now: Date,
): Promise<void> {
  await db.$executeRaw`
    INSERT INTO spotify_pauses (scope, until, reason, set_at) VALUES ('app', ${pause.until}, ${pause.reason}, ${now})
    ON CONFLICT (scope) DO UPDATE SET until = excluded.until, reason = excluded.reason, set_at = excluded.set_at
    WHERE spotify_pauses.until < excluded.until`;
}
