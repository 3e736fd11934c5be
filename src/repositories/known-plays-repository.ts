import 'server-only';
import type { Database } from '@/lib/db/client';

/** A play's identity as Spotify gives it. */
export interface PlayKey {
  userId: number;
  playedAt: Date;
  trackSpotifyId: string;
}

/** One text for one play, to look up in what `findKnownPlays` answers. */
export const playKey = ({ userId, playedAt, trackSpotifyId }: PlayKey): string =>
  `${userId} ${playedAt.getTime()} ${trackSpotifyId}`;

/** The keys of the plays that are kept already, of each listener from a moment on: one statement for a whole batch. */
export async function findKnownPlays(
  db: Database,
  since: readonly { userId: number; from: Date }[],
): Promise<ReadonlySet<string>> {
  if (since.length === 0) return new Set();
  const rows = await db.$queryRaw<PlayKey[]>`
    SELECT p.user_id AS "userId", p.played_at AS "playedAt", t.spotify_id AS "trackSpotifyId"
    FROM jsonb_to_recordset(${JSON.stringify(since)}::jsonb) AS s("userId" int, "from" timestamptz)
    JOIN play_events p ON p.user_id = s."userId" AND p.played_at >= s."from"
    JOIN tracks t ON t.id = p.track_id`;
  return new Set(rows.map(playKey));
}
