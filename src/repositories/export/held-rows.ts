import { z } from 'zod';
import { Prisma } from '@/generated/prisma/client';
import type { Database } from '@/lib/db/client';
import { queryOnly } from '@/lib/db/query';
import { ownerColumn } from '@/lib/shared/account/personal-data';
import { HELD_TABLES, type HeldReference } from './held-data';

const pageRow = z.object({
  /** JSON objects, one per line, with a comma between two. */
  text: z.string(),
  rows: z.int(),
  /** Where the next page starts; null without rows. */
  last: z.string().nullable(),
});

/** A page of a table's rows about a listener, longer than `limit` where its last rows have one key. Every name in the statement is a constant of the product. */
export async function findHeldRows(
  db: Database,
  userId: number,
  table: string,
  page: { limit: number; after: string | null },
): Promise<z.output<typeof pageRow>> {
  const held = HELD_TABLES[table];
  if (!held) throw new Error(`HELD_TABLES does not say how to export ${table}.`);
  const [name, key] = [Prisma.raw(table), Prisma.raw(`x.${held.key}`)];
  const owner = Prisma.raw(`x.${ownerColumn(table)}`);
  const columns = Prisma.raw(
    [
      ...held.exported.map((column) => `x.${column} AS "${keyOf(column)}"`),
      ...Object.entries(held.named ?? {}).map(([column, name]) => NAMED[name](`x.${column}`)),
    ].join(', '),
  );
  const type = Prisma.raw(KEY_TYPE[held.key] ?? 'int');
  const onwards = page.after === null ? Prisma.empty : Prisma.sql`AND ${key} > ${page.after}::${type}`;
  return queryOnly(db, pageRow)`
    WITH edge AS (
      SELECT max(${key}) AS last FROM (
        SELECT x.* FROM ${name} x WHERE ${owner} = ${userId} ${onwards} ORDER BY ${key} LIMIT ${page.limit}) x
    ), page AS (
      -- Rows of one instant stay on one page.
      SELECT x.* FROM ${name} x, edge WHERE ${owner} = ${userId} ${onwards} AND ${key} <= edge.last
    )
    SELECT coalesce(string_agg(row_to_json(line)::text, ${',\n'} ORDER BY ${key}), '') AS text, count(*)::int AS rows, max(${key})::text AS last
    FROM page x CROSS JOIN LATERAL (SELECT ${columns}) line`;
}

/** As in plays.json: played_at is playedAt. */
const keyOf = (column: string): string => column.replaceAll(/_([a-z])/g, (_, letter) => letter.toUpperCase());

/** What a key stands for, as a column of its own. */
const NAMED: Readonly<Record<HeldReference, (key: string) => string>> = {
  artist: (key) => entityOf('artists', key, 'artist'),
  album: (key) => entityOf('albums', key, 'album'),
  track: (key) => entityOf('tracks', key, 'track'),
  artists: (
    key,
  ) => `(SELECT json_agg(a.name ORDER BY ta.position) FROM track_artists ta JOIN artists a ON a.id = ta.artist_id
    WHERE ta.track_id = ${key}) AS artists`,
  context: (key) => `(SELECT c.uri FROM play_contexts c WHERE c.id = ${key}) AS context`,
  reports: (
    key,
  ) => `(SELECT coalesce(json_agg(json_build_object('source', r->'source', 'endedAt', r->'ended_at')), '[]')
    FROM jsonb_array_elements(${key}) r) AS reports`,
};

const entityOf = (table: string, key: string, as: string): string =>
  `(SELECT json_build_object('id', coalesce(n.spotify_id, 'name:' || n.name_key), 'name', n.name)
    FROM ${table} n WHERE n.id = ${key}) AS ${as}`;

const KEY_TYPE: Readonly<Record<string, string>> = {
  created_at: 'timestamptz',
  played_at: 'timestamptz',
  share_id: 'text',
};

/** The listener, for the header of the file; null when there is no such listener. */
export async function findExporter(
  db: Database,
  userId: number,
): Promise<{ name: string; spotifyId: string } | null> {
  const user = await db.user.findUnique({ where: { id: userId }, select: { name: true, spotifyId: true } });
  return user && { name: user.name ?? user.spotifyId, spotifyId: user.spotifyId };
}
