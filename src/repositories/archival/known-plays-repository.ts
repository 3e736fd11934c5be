import type { Database } from '@/lib/db/client';

/** A play as Spotify identifies it. */
export interface PlayKey {
  userId: number;
  playedAt: Date;
  trackSpotifyId: string;
}

/** A unique text for a play, to look up in the result of `findKnownPlays`. */
export const playKey = ({ userId, playedAt, trackSpotifyId }: PlayKey): string =>
  `${userId} ${playedAt.getTime()} ${trackSpotifyId}`;

export interface KnownPlays {
  /** The `playKey` of each. */
  keys: ReadonlySet<string>;
  /** Spotify ids of tracks stored without their length, album or artists. */
  lacking: ReadonlySet<string>;
}

/** The plays already stored, of each listener since an instant: one statement for a whole batch. */
export async function findKnownPlays(
  db: Database,
  since: readonly { userId: number; from: Date }[],
): Promise<KnownPlays> {
  if (since.length === 0) return { keys: new Set(), lacking: new Set() };
  const rows = await db.$queryRaw<(PlayKey & { isLacking: boolean })[]>`
    SELECT p.user_id AS "userId", p.played_at AS "playedAt", t.spotify_id AS "trackSpotifyId",
      (t.duration_ms IS NULL OR t.album_id IS NULL
        OR NOT EXISTS (SELECT 1 FROM track_artists ta WHERE ta.track_id = t.id)) AS "isLacking"
    FROM jsonb_to_recordset(${JSON.stringify(since)}::jsonb) AS s("userId" int, "from" timestamptz)
    JOIN play_events p ON p.user_id = s."userId" AND p.played_at >= s."from"
    JOIN tracks t ON t.id = p.track_id`;
  const lacking = rows.filter(({ isLacking }) => isLacking).map(({ trackSpotifyId }) => trackSpotifyId);
  return { keys: new Set(rows.map(playKey)), lacking: new Set(lacking) };
}
