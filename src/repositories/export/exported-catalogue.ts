import { z } from 'zod';
import { Prisma } from '@/generated/prisma/client';
import type { Database } from '@/lib/db/client';
import { queryOnly } from '@/lib/db/query';
import { type ExportedRange, playsInRange } from './exported-plays';

/** The entities that the plays of an export refer to: listed once, one JSON object per line. */
export type CatalogueKind = 'tracks' | 'albums' | 'artists';

/** Whether the range has a play of the track. Checked one by one, so that the cost depends on the page alone. */
const isPlayed = (track: Prisma.Sql, range: ExportedRange) => Prisma.sql`
  EXISTS (SELECT 1 FROM play_events WHERE track_id = ${track} AND ${playsInRange(range)} OFFSET 0)`;

/** Without an id of Spotify's, the key of its name. */
const ref = (alias: string) => Prisma.raw(`coalesce(${alias}.spotify_id, 'name:' || ${alias}.name_key)`);

interface Kind {
  /** The keys of all entities that the listener ever played, short plays among them, as `entity(id)`. */
  entities: (userId: number) => Prisma.Sql;
  isPlayed: (range: ExportedRange) => Prisma.Sql;
  /** From the keys of `page` to the rows that the columns are taken from. */
  joins: Prisma.Sql;
  columns: Prisma.Sql;
}

const KINDS: Record<CatalogueKind, Kind> = {
  tracks: {
    entities: (userId) =>
      Prisma.sql`(SELECT DISTINCT track_id FROM play_events WHERE user_id = ${userId}) AS entity(id)`,
    isPlayed: (range) => isPlayed(Prisma.sql`entity.id`, range),
    joins: Prisma.sql`JOIN tracks t ON t.id = page.id LEFT JOIN albums al ON al.id = t.album_id`,
    columns: Prisma.sql`${ref('t')} AS id, t.name, t.duration_ms AS "durationMs", t.isrc, t.explicit,
      t.claimed_by IS NOT NULL AS "isClaim", ${ref('al')} AS album, ARRAY(SELECT ${ref('a')}
        FROM track_artists ta JOIN artists a ON a.id = ta.artist_id WHERE ta.track_id = t.id ORDER BY ta.position) AS artists`,
  },
  albums: {
    entities: (userId) => Prisma.sql`(SELECT DISTINCT t.album_id FROM tracks t
      WHERE t.id IN (SELECT track_id FROM play_events WHERE user_id = ${userId})) AS entity(id)`,
    isPlayed: (range) => Prisma.sql`EXISTS (SELECT 1 FROM tracks t
      WHERE t.album_id = entity.id AND ${isPlayed(Prisma.sql`t.id`, range)} OFFSET 0)`,
    joins: Prisma.sql`JOIN albums al ON al.id = page.id`,
    columns: Prisma.sql`${ref('al')} AS id, al.name, al.image_url AS "imageUrl", al.release_date AS "releaseDate"`,
  },
  artists: {
    entities: (userId) => Prisma.sql`(SELECT DISTINCT ta.artist_id FROM track_artists ta
      WHERE ta.track_id IN (SELECT track_id FROM play_events WHERE user_id = ${userId})) AS entity(id)`,
    isPlayed: (range) => Prisma.sql`EXISTS (SELECT 1 FROM track_artists ta
      WHERE ta.artist_id = entity.id AND ${isPlayed(Prisma.sql`ta.track_id`, range)} OFFSET 0)`,
    joins: Prisma.sql`JOIN artists a ON a.id = page.id`,
    columns: Prisma.sql`${ref('a')} AS id, a.name, a.genres, a.genres_source AS "genresSource", a.image_url AS "imageUrl"`,
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
  const { entities, isPlayed, joins, columns } = KINDS[page.kind];
  const found = await queryOnly(db, pageRow)`
    WITH page AS MATERIALIZED (
      SELECT id FROM ${entities(range.userId)} WHERE entity.id > ${page.after} AND ${isPlayed(range)}
      ORDER BY id LIMIT ${page.limit}
    )
    SELECT coalesce(string_agg(row_to_json(line)::text, ${',\n'} ORDER BY page.id), '') AS text, count(*)::int AS entities,
      max(page.id) AS last
    FROM page ${joins} CROSS JOIN LATERAL (SELECT ${columns}) line`;
  return { text: found.text, next: found.entities < page.limit ? null : found.last };
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
