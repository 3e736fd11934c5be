import { Prisma } from '@/generated/prisma/client';
import type { RemovalChoice } from '@/lib/shared/history/removal';

/** Selects played_at and track_id of the listener's plays that a choice means; of none where it means somebody else's. */
export function chosenPlays(userId: number, choice: RemovalChoice): Prisma.Sql {
  if (choice.what === 'artist')
    return Prisma.sql`
      SELECT e.played_at, e.track_id FROM track_artists ta JOIN play_events e ON e.user_id = ${userId} AND e.track_id = ta.track_id
      WHERE ta.artist_id = ${choice.artistId}`;
  const { playedAt, trackId } = choice;
  if (choice.what === 'session') return sessionOf(userId, playedAt, trackId);
  return Prisma.sql`
    SELECT e.played_at, e.track_id FROM play_events e
    WHERE e.user_id = ${userId} AND e.played_at = ${playedAt} AND e.track_id = ${trackId}`;
}

/** A session is looked for no further from a play of it. */
const SESSION_REACH = Prisma.sql`interval '2 days'`;

/**
 * All plays from where the session of a play begins to its last one, skipped ones between them too. As session_days counts:
 * a session begins where no play ended in the 30 minutes before. Reads the days around the play alone.
 */
function sessionOf(userId: number, playedAt: Date, trackId: number): Prisma.Sql {
  const asked = Prisma.sql`(${playedAt}::timestamptz, ${trackId}::int)`;
  return Prisma.sql`
    WITH near AS MATERIALIZED (
      SELECT e.played_at, e.track_id,
        listened_time(e.user_id, e.played_at, e.track_id, e.ms_played, e.listened_ms) AS listened_ms,
        -- The play itself is one of its session, whether it counts or not.
        (e.listened_ms IS NOT NULL AND counts_as_play(e.ms_played, u.counts_from_ms))
          OR (e.played_at, e.track_id) = ${asked} AS counts
      FROM play_events e JOIN users u ON u.id = e.user_id
      WHERE e.user_id = ${userId} AND e.played_at BETWEEN ${playedAt}::timestamptz - ${SESSION_REACH}
        AND ${playedAt}::timestamptz + ${SESSION_REACH}
    ), spans AS (
      SELECT played_at, track_id, played_at - listened_ms * interval '1 millisecond' AS started_at,
        lag(played_at) OVER (ORDER BY played_at, track_id) AS before
      FROM near WHERE counts
    ), numbered AS MATERIALIZED (
      SELECT played_at, track_id, count(*) FILTER (WHERE before IS NULL OR started_at - before >= interval '30 minutes')
        OVER (ORDER BY played_at, track_id ROWS UNBOUNDED PRECEDING) AS number
      FROM spans
    ), session AS (
      SELECT min(played_at) AS first, max(played_at) AS last FROM numbered
      WHERE number = (SELECT number FROM numbered WHERE (played_at, track_id) = ${asked})
    )
    SELECT n.played_at, n.track_id FROM near n JOIN session s ON n.played_at BETWEEN s.first AND s.last`;
}
