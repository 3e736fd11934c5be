import { z } from 'zod';
import type { Database } from '@/lib/db/client';
import { query } from '@/lib/db/query';

const endRow = z.object({
  /** ms UTC. */
  end: z.number(),
  msPlayed: z.int().nullable(),
  durationMs: z.int().nullable(),
});

/** The ends of a listener's plays of some tracks, removed ones among them, oldest first; none of a listener who never brought a file. */
export async function findEndsOfTracks(
  db: Database,
  userId: number,
  tracks: readonly number[],
  page: { after: Date; limit: number },
): Promise<{ end: number; msPlayed: number | null; track: { durationMs: number | null } }[]> {
  const rows = await query(db, endRow)`
    SELECT extract(epoch FROM p.played_at)::float8 * 1000 AS end, max(p.ms_played) AS "msPlayed",
      max(t.duration_ms) AS "durationMs"
    FROM (
      SELECT user_id, track_id, played_at, ms_played FROM play_events
      UNION ALL SELECT user_id, track_id, played_at, ms_played FROM removed_plays
    ) p JOIN tracks t ON t.id = p.track_id
    WHERE p.user_id = ${userId} AND p.track_id = ANY (${[...tracks]}::int[]) AND p.played_at > ${page.after}
      AND EXISTS (SELECT 1 FROM import_jobs j WHERE j.user_id = ${userId})
    GROUP BY p.played_at ORDER BY p.played_at LIMIT ${page.limit}`;
  return rows.map(({ end, msPlayed, durationMs }) => ({
    end: Math.round(end),
    msPlayed,
    track: { durationMs },
  }));
}
