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

/**
 * All plays from where the session of a play begins to its last one, skipped ones between them too. As session_days counts:
 * a session begins where no play ended in the 30 minutes before. Reads no more than the session and its neighbours.
 */
function sessionOf(userId: number, playedAt: Date, trackId: number): Prisma.Sql {
  const asked = Prisma.sql`(${playedAt}::timestamptz, ${trackId}::int)`;
  // The play itself is one of its session, whether it counts or not.
  const counted = Prisma.sql`(SELECT * FROM counted_plays WHERE user_id = ${userId} UNION ALL
    SELECT e.* FROM play_events e JOIN users u ON u.id = e.user_id WHERE e.user_id = ${userId}
      AND (e.played_at, e.track_id) = ${asked} AND NOT counts_as_play(e.ms_played, u.counts_from_ms))`;
  const begins = Prisma.sql`NOT EXISTS (SELECT 1 FROM ${counted} p
    WHERE (p.played_at, p.track_id) < (e.played_at, e.track_id)
      AND p.played_at > e.played_at - e.listened_ms * interval '1 millisecond' - interval '30 minutes')`;
  return Prisma.sql`
    WITH first AS MATERIALIZED (
      SELECT e.played_at, e.track_id FROM ${counted} e WHERE (e.played_at, e.track_id) <= ${asked} AND ${begins}
      ORDER BY e.played_at DESC, e.track_id DESC LIMIT 1
    ), next AS MATERIALIZED (
      SELECT e.played_at, e.track_id FROM ${counted} e WHERE (e.played_at, e.track_id) > ${asked} AND ${begins}
      ORDER BY e.played_at, e.track_id LIMIT 1
    ), last AS MATERIALIZED (
      SELECT e.played_at, e.track_id FROM ${counted} e
      WHERE (e.played_at, e.track_id) < coalesce((SELECT (n.played_at, n.track_id) FROM next n), ('infinity'::timestamptz, 0))
      ORDER BY e.played_at DESC, e.track_id DESC LIMIT 1
    )
    SELECT e.played_at, e.track_id FROM first f, last l, play_events e
    WHERE e.user_id = ${userId} AND (e.played_at, e.track_id) >= (f.played_at, f.track_id)
      AND (e.played_at, e.track_id) <= (l.played_at, l.track_id)
      AND EXISTS (SELECT 1 FROM play_events k WHERE k.user_id = ${userId} AND (k.played_at, k.track_id) = ${asked})`;
}
