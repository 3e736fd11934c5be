import { z } from 'zod';
import { Prisma } from '@/generated/prisma/client';
import type { Database } from '@/lib/db/client';
import { queryOnly } from '@/lib/db/query';
import { type Days, type Listener, playedOn, startOfUnit } from '../listener-days';

const counts = { inFiles: z.int(), skipped: z.int() };

const skipsRow = z.object({
  points: z.array(z.object({ start: z.string(), ...counts })),
  artists: z.array(z.object({ id: z.int(), name: z.string(), imageUrl: z.string().nullable(), ...counts })),
});

interface SkipsQuestion {
  days: Days;
  unit: 'week' | 'month';
  /** Artists with fewer plays in files are left out. */
  leastInFiles: number;
  limit: number;
}

/**
 * Of the plays of these days that are in an imported file, how many were skipped or too short to count: by stretch of days, and of
 * the artists most often skipped. Polls do not list skips: their plays, and excluded ones, are left out. Reads the plays of the days once, by the primary key.
 */
export function findSkipsOverTime(
  db: Database,
  listener: Listener,
  { days, unit, leastInFiles, limit }: SkipsQuestion,
): Promise<z.output<typeof skipsRow>> {
  const localAt = Prisma.sql`(p.played_at AT TIME ZONE ${listener.timeZone})`;
  return queryOnly(db, skipsRow)`
    WITH in_files AS MATERIALIZED (
      SELECT (${startOfUnit(localAt, unit, listener)})::date AS start, p.track_id,
        count(*)::int AS in_files,
        count(*) FILTER (WHERE n.skipped OR NOT counts_as_play(p.ms_played, u.counts_from_ms))::int AS skipped
      FROM (SELECT user_id, played_at, track_id, ms_played, ending_id FROM play_events
        WHERE ${playedOn(listener, days)} AND ms_played IS NOT NULL AND listened_ms IS NOT NULL) p
      JOIN users u ON u.id = p.user_id LEFT JOIN play_endings n ON n.id = p.ending_id
      GROUP BY 1, 2
    ), by_artist AS (
      SELECT ta.artist_id, sum(in_files)::int AS in_files, sum(skipped)::int AS skipped
      FROM in_files JOIN track_artists ta ON ta.track_id = in_files.track_id
      GROUP BY 1 HAVING sum(in_files) >= ${leastInFiles} AND sum(skipped) > 0
      ORDER BY sum(skipped)::numeric / sum(in_files) DESC, sum(in_files) DESC, 1 LIMIT ${limit}
    )
    SELECT coalesce((SELECT jsonb_agg(x ORDER BY x.start) FROM (
        SELECT to_char(start, 'YYYY-MM-DD') AS start, sum(in_files)::int AS "inFiles", sum(skipped)::int AS skipped
        FROM in_files GROUP BY 1) x), '[]') AS points,
      coalesce((SELECT jsonb_agg(jsonb_build_object('id', a.id, 'name', a.name, 'imageUrl', a.image_url,
          'inFiles', b.in_files, 'skipped', b.skipped)
          ORDER BY b.skipped::numeric / b.in_files DESC, b.in_files DESC, a.id)
        FROM by_artist b JOIN artists a ON a.id = b.artist_id), '[]') AS artists`;
}
