import { z } from 'zod';
import { Prisma } from '@/generated/prisma/client';
import type { Database } from '@/lib/db/client';
import type { PlayCursor } from '@/repositories/history/play-event-repository';
import { ExportedPage } from './exported-page';
import { type TextRow, takeText } from './take-text';

/** Which plays are exported: those that ended in [from, to), UTC, and were kept when the export began. */
export interface ExportedRange {
  userId: number;
  timeZone: string;
  from: Date | null;
  to: Date | null;
  /** The last write before the export began; see findLastOrigin. */
  lastOrigin: number;
}

/**
 * A page of plays, oldest first. One short statement, so that an export never keeps anybody waiting; and one text for all
 * rows, because a row as values costs the driver several times what it costs PostgreSQL.
 */
export async function findExportedPlays(
  db: Database,
  range: ExportedRange,
  page: { limit: number; after: PlayCursor | null },
): Promise<ExportedPage> {
  const rows = await db.$queryRaw<TextRow[]>`
    SELECT string_agg(concat_ws(' ', (date_part('epoch', played_at) * 1000)::bigint,
        origin_id, track_id, listened_ms, coalesce(ms_played, -1), coalesce(skipped::int, -1),
        coalesce(context_id, -1)), ' ') AS text
    FROM (SELECT * FROM play_events WHERE ${playsInRange(range, page.after)}
          ORDER BY played_at, track_id LIMIT ${page.limit}) p`;
  return new ExportedPage(takeText(rows) ?? '');
}

/** The plays of a range, over the columns of play_events. */
export function playsInRange(
  { userId, from, to, lastOrigin }: ExportedRange,
  after: PlayCursor | null = null,
): Prisma.Sql {
  const conditions = [Prisma.sql`user_id = ${userId}`, Prisma.sql`origin_id <= ${lastOrigin}`];
  if (from) conditions.push(Prisma.sql`played_at >= ${from}`);
  if (to) conditions.push(Prisma.sql`played_at < ${to}`);
  if (after) conditions.push(Prisma.sql`(played_at, track_id) > (${after.playedAt}, ${after.trackId})`);
  return Prisma.join(conditions, ' AND ');
}

/** The newest write of plays: what is kept now has this origin or an earlier one. */
export async function findLastOrigin(db: Database): Promise<number> {
  return (await db.playOrigin.aggregate({ _max: { id: true } }))._max.id ?? 0;
}

/** How and when plays came into the archive. */
export interface ExportedOrigin {
  id: number;
  source: 'poll' | 'import';
  createdAt: Date;
}

export function findExportedOrigins(db: Database, ids: number[]): Promise<ExportedOrigin[]> {
  return db.playOrigin.findMany({ where: { id: { in: ids } } });
}

const trackRow = z.tuple([
  z.int(),
  z.string(),
  z.string(),
  z.int().nullable(),
  z.boolean(),
  z.string().nullable(),
  z.string().nullable(),
  z.string().nullable(),
  z.array(z.string()),
  z.array(z.string().nullable()),
]);

export interface ExportedTrack {
  id: number;
  spotifyId: string;
  name: string;
  durationMs: number | null;
  explicit: boolean;
  isrc: string | null;
  album: string | null;
  albumId: string | null;
  artists: string[];
  /** In the order of `artists`; null for one known by name alone. */
  artistIds: (string | null)[];
}

/** What the lines of an export tell of these tracks. */
export async function findExportedTracks(db: Database, ids: readonly number[]): Promise<ExportedTrack[]> {
  const rows = await db.$queryRaw<TextRow[]>`
    SELECT coalesce(json_agg(json_build_array(t.id, t.spotify_id, t.name, t.duration_ms, t.explicit, t.isrc, al.name,
        al.spotify_id, ARRAY(SELECT a.name ${ARTISTS}), ARRAY(SELECT a.spotify_id ${ARTISTS}))), '[]')::text AS text
    FROM unnest(${[...ids]}::int[]) AS asked(id) JOIN tracks t ON t.id = asked.id LEFT JOIN albums al ON al.id = t.album_id`;
  return readJson(rows, z.array(trackRow)).map(
    ([id, spotifyId, name, durationMs, explicit, isrc, album, albumId, artists, artistIds]) => ({
      ...{ id, spotifyId, name, durationMs, explicit, isrc, album, albumId, artists, artistIds },
    }),
  );
}

const ARTISTS = Prisma.sql`FROM track_artists ta JOIN artists a ON a.id = ta.artist_id WHERE ta.track_id = t.id
  ORDER BY ta.position`;

const contextRow = z.tuple([z.int(), z.string(), z.string()]);

export interface ExportedContext {
  id: number;
  type: string;
  uri: string;
}

export async function findExportedContexts(db: Database, ids: readonly number[]): Promise<ExportedContext[]> {
  const rows = await db.$queryRaw<TextRow[]>`
    SELECT coalesce(json_agg(json_build_array(id, type, uri)), '[]')::text AS text
    FROM play_contexts WHERE id = ANY(${[...ids]}::int[])`;
  return readJson(rows, z.array(contextRow)).map(([id, type, uri]) => ({ id, type, uri }));
}

function readJson<T extends z.ZodType>(rows: TextRow[], schema: T): z.output<T> {
  return schema.parse(JSON.parse(takeText(rows) ?? '[]'));
}
