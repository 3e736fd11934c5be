import { z } from 'zod';
import { Prisma } from '@/generated/prisma/client';
import type { Database } from '@/lib/db/client';
import { query } from '@/lib/db/query';
import { PLAY_SOURCES } from '@/lib/history/play-source';
import { artistsOfTrack } from '@/repositories/catalogue/artists-of-track';
import type { PlayCursor } from '@/repositories/history/play-event-repository';

/** The plays to export: those that ended in [from, to), UTC, and were stored before the export began. */
export interface ExportedRange {
  userId: number;
  timeZone: string;
  from: Date | null;
  to: Date | null;
  /** The last write before the export began; see findLastOrigin. */
  lastOrigin: number;
}

const playRow = z.object({
  /** End of the play, UTC. */
  playedAt: z.date(),
  /** Our key of the track; with `playedAt` it defines the order. */
  key: z.int(),
  listenedMs: z.int(),
  msPlayed: z.int().nullable(),
  /** False where it is too short to count. */
  counted: z.boolean(),
  skipped: z.boolean().nullable(),
  sources: z.array(z.enum(PLAY_SOURCES)),
  /** When each source says that it ended, where it says otherwise than `playedAt`. */
  reports: z.array(z.object({ source: z.enum(PLAY_SOURCES), endedAt: z.coerce.date() })),
  reasonStart: z.string().nullable(),
  reasonEnd: z.string().nullable(),
  /** When it was first written, under whatever origin it stands now. */
  archivedAt: z.date(),
  contextType: z.string().nullable(),
  contextUri: z.string().nullable(),
  /** Null for a track that a file names without an id. */
  trackId: z.string().nullable(),
  trackKey: z.string().nullable(),
  track: z.string(),
  durationMs: z.int().nullable(),
  explicit: z.boolean(),
  isrc: z.string().nullable(),
  album: z.string().nullable(),
  albumId: z.string().nullable(),
  artists: z.array(z.string()),
  /** In the order of `artists`; null for one known by name only. */
  artistIds: z.array(z.string().nullable()),
});

export type ExportedPlay = z.output<typeof playRow>;

/** A page of plays with everything their lines need, oldest first. One short statement, so that no export blocks others. */
export async function findPlaysByDateRange(
  db: Database,
  range: ExportedRange,
  page: { limit: number; after: PlayCursor | null },
): Promise<ExportedPlay[]> {
  return query(db, playRow)`
    WITH page AS MATERIALIZED (
      SELECT * FROM play_events WHERE ${playsInRange(range, page.after)} ORDER BY played_at, track_id LIMIT ${page.limit}
    )
    SELECT p.played_at AS "playedAt", p.track_id AS key,
      listened_time(p.user_id, p.played_at, p.track_id, p.ms_played, p.listened_ms) AS "listenedMs", p.ms_played AS "msPlayed",
      n.skipped, nullif(n.reason_start, '') AS "reasonStart", nullif(n.reason_end, '') AS "reasonEnd",
      o.sources::text[] AS sources, CASE WHEN o.sources = '{poll}' THEN '[]' ELSE (
        SELECT coalesce(jsonb_agg(jsonb_build_object('source', r.source, 'endedAt', r.ended_at) ORDER BY r.source), '[]')
        FROM play_reports r WHERE (r.user_id, r.played_at, r.track_id) = (p.user_id, p.played_at, p.track_id)) END AS reports,
      coalesce(f.created_at, o.created_at) AS "archivedAt",
      p.listened_ms IS NOT NULL AND counts_as_play(p.ms_played, u.counts_from_ms) AS counted, c.type AS "contextType", c.uri AS "contextUri",
      t.spotify_id AS "trackId", t.name_key AS "trackKey", t.name AS track, t.duration_ms AS "durationMs", t.explicit, t.isrc,
      al.name AS album, al.spotify_id AS "albumId",
      ${artistsOfTrack('name')} AS artists, ${artistsOfTrack('spotify_id')} AS "artistIds"
    FROM page p JOIN users u ON u.id = p.user_id JOIN play_origins o ON o.id = p.origin_id
    LEFT JOIN play_origins f ON f.id = o.first_id JOIN tracks t ON t.id = p.track_id
    LEFT JOIN albums al ON al.id = t.album_id LEFT JOIN play_contexts c ON c.id = p.context_id
    LEFT JOIN play_endings n ON n.id = p.ending_id
    ORDER BY p.played_at, p.track_id`;
}

/** The plays of a range, over the columns of play_events. */
export function playsInRange(
  { userId, from, to, lastOrigin }: ExportedRange,
  after: PlayCursor | null = null,
): Prisma.Sql {
  const conditions = [
    Prisma.sql`user_id = ${userId}`,
    Prisma.sql`(origin_id <= ${lastOrigin}
    OR origin_id IN (SELECT id FROM play_origins WHERE id > ${lastOrigin} AND first_id <= ${lastOrigin}))`,
  ];
  if (from) conditions.push(Prisma.sql`played_at >= ${from}`);
  if (to) conditions.push(Prisma.sql`played_at < ${to}`);
  if (after) conditions.push(Prisma.sql`(played_at, track_id) > (${after.playedAt}, ${after.trackId})`);
  return Prisma.join(conditions, ' AND ');
}

/** The newest write of plays: every stored play has this origin or an earlier one, also when a later one replaces it. */
export async function findLastOrigin(db: Database): Promise<number> {
  return (await db.playOrigin.aggregate({ _max: { id: true } }))._max.id ?? 0;
}
