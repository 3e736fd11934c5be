import { z } from 'zod';
import { Prisma } from '@/generated/prisma/client';
import type { Database } from '@/lib/db/client';
import { queryOnly } from '@/lib/db/query';
import { type ExportedRange, playsInRange } from './exported-plays';

/** The column as JSON; null where it is null. Every argument is constant text of this file. */
const jsonInSql = (column: string) => Prisma.raw(`coalesce(to_json(${column})::text, 'null')`);

/** The entities that the plays of an export refer to: listed once, one JSON object per line. */
export type CatalogueKind = 'tracks' | 'albums' | 'artists';

/** Whether the range has a play of the track. Checked one by one, so that the cost depends on the page alone. */
const isPlayed = (track: Prisma.Sql, range: ExportedRange) => Prisma.sql`
  EXISTS (SELECT 1 FROM play_events WHERE track_id = ${track} AND ${playsInRange(range)} OFFSET 0)`;

/** An artist or album known by name only has no Spotify id; the key of its name is used instead. */
const ref = (alias: string) =>
  Prisma.raw(`coalesce(to_json(${alias}.spotify_id)::text, to_json('name:' || ${alias}.name_key)::text)`);

interface Kind {
  /** The keys of all entities that the listener ever played, short plays among them, as `entity(id)`. */
  entities: (userId: number) => Prisma.Sql;
  isPlayed: (range: ExportedRange) => Prisma.Sql;
  /** A line of JSON for each entity of `page`. */
  line: Prisma.Sql;
}

const KINDS: Record<CatalogueKind, Kind> = {
  tracks: {
    entities: (userId) =>
      Prisma.sql`(SELECT DISTINCT track_id FROM play_events WHERE user_id = ${userId}) AS entity(id)`,
    isPlayed: (range) => isPlayed(Prisma.sql`entity.id`, range),
    line: Prisma.sql`SELECT t.id, '{"id":' || ${ref('t')} || ',"name":' || to_json(t.name)::text
        || ',"durationMs":' || coalesce(t.duration_ms::text, 'null') || ',"isrc":' || ${jsonInSql('t.isrc')}
        || ',"explicit":' || t.explicit::text || ',"isClaim":' || (t.claimed_by IS NOT NULL)::text || ',"album":'
        || coalesce(CASE WHEN al.id IS NOT NULL THEN ${ref('al')} END, 'null') || ',"artists":['
        || coalesce((SELECT string_agg(${ref('a')}, ',' ORDER BY ta.position)
             FROM track_artists ta JOIN artists a ON a.id = ta.artist_id WHERE ta.track_id = t.id), '') || ']}' AS line
      FROM page JOIN tracks t ON t.id = page.id LEFT JOIN albums al ON al.id = t.album_id`,
  },
  albums: {
    entities: (userId) => Prisma.sql`(SELECT DISTINCT t.album_id FROM tracks t
      WHERE t.id IN (SELECT track_id FROM play_events WHERE user_id = ${userId})) AS entity(id)`,
    isPlayed: (range) => Prisma.sql`EXISTS (SELECT 1 FROM tracks t
      WHERE t.album_id = entity.id AND ${isPlayed(Prisma.sql`t.id`, range)} OFFSET 0)`,
    line: Prisma.sql`SELECT al.id, '{"id":' || ${ref('al')} || ',"name":' || to_json(al.name)::text || ',"imageUrl":'
        || ${jsonInSql('al.image_url')} || ',"releaseDate":' || ${jsonInSql('al.release_date')} || '}' AS line
      FROM page JOIN albums al ON al.id = page.id`,
  },
  artists: {
    entities: (userId) => Prisma.sql`(SELECT DISTINCT ta.artist_id FROM track_artists ta
      WHERE ta.track_id IN (SELECT track_id FROM play_events WHERE user_id = ${userId})) AS entity(id)`,
    isPlayed: (range) => Prisma.sql`EXISTS (SELECT 1 FROM track_artists ta
      WHERE ta.artist_id = entity.id AND ${isPlayed(Prisma.sql`ta.track_id`, range)} OFFSET 0)`,
    line: Prisma.sql`SELECT a.id, '{"id":' || ${ref('a')} || ',"name":' || to_json(a.name)::text || ',"genres":'
        || to_json(a.genres)::text || ',"genresSource":' || ${jsonInSql('a.genres_source')} || ',"imageUrl":'
        || ${jsonInSql('a.image_url')} || '}' AS line
      FROM page JOIN artists a ON a.id = page.id`,
  },
};

export interface CataloguePage {
  /** JSON objects with a comma and a line break between two. */
  text: string;
  /** Where the next page starts; null when there is none. */
  next: number | null;
}

const pageRow = z.object({ text: z.string(), entities: z.int(), last: z.int().nullable() });

/** A page of the tracks, albums or artists that the plays of the range refer to, in the order of their keys. */
export async function findExportedCatalogue(
  db: Database,
  range: ExportedRange,
  page: { kind: CatalogueKind; limit: number; after: number },
): Promise<CataloguePage> {
  const { entities, isPlayed, line } = KINDS[page.kind];
  const {
    text,
    entities: found,
    last,
  } = await queryOnly(db, pageRow)`
    WITH page AS MATERIALIZED (
      SELECT id FROM ${entities(range.userId)} WHERE entity.id > ${page.after} AND ${isPlayed(range)}
      ORDER BY id LIMIT ${page.limit}
    ),
    lines AS (${line})
    SELECT coalesce(string_agg(line, ${',\n'} ORDER BY id), '') AS text, count(*)::int AS entities, max(id) AS last FROM lines`;
  return { text, next: found < page.limit ? null : last };
}

/** The range's gaps as JSON objects with a comma and a line break between two. */
export async function findExportedGaps(db: Database, { userId, from, to }: ExportedRange): Promise<string> {
  const gaps = await db.archiveGap.findMany({
    where: { userId, ...(from && { to: { gte: from } }), ...(to && { from: { lt: to } }) },
    orderBy: [{ from: 'asc' }, { id: 'asc' }],
    select: { from: true, to: true, missedAtMost: true, openedAt: true, closedAt: true, closedBy: true },
  });
  return gaps.map((gap) => JSON.stringify(gap)).join(',\n');
}
