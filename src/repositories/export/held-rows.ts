import { z } from 'zod';
import { Prisma } from '@/generated/prisma/client';
import type { Database } from '@/lib/db/client';
import { HELD_TABLES } from './held-data';

export interface HeldPage {
  /** JSON objects, one per line, with a comma between two. */
  text: string;
  rows: number;
  /** Where the next page starts. */
  last: string | null;
}

const pageRow = z.object({ text: z.string().nullable(), rows: z.int(), last: z.string().nullable() });

/** A page of a table's rows about a listener. Every name in the statement is a constant of the product. */
export async function findHeldRows(
  db: Database,
  userId: number,
  table: string,
  page: { limit: number; after: string | null },
): Promise<HeldPage> {
  const held = HELD_TABLES[table];
  if (!held) throw new Error(`HELD_TABLES does not say how to export ${table}.`);
  const [name, key] = [Prisma.raw(table), Prisma.raw(`x.${held.key}`)];
  const owner = Prisma.raw(table === 'users' ? 'x.id' : 'x.user_id');
  const columns = Prisma.raw(held.exported.map((column) => `x.${column}`).join(', '));
  const type = Prisma.raw(KEY_TYPE[held.key] ?? 'int');
  const onwards = page.after === null ? Prisma.empty : Prisma.sql`AND ${key} > ${page.after}::${type}`;
  const rows = await db.$queryRaw`
    WITH page AS (SELECT ${columns} FROM ${name} x WHERE ${owner} = ${userId} ${onwards} ORDER BY ${key} LIMIT ${page.limit})
    SELECT string_agg(row_to_json(x)::text, ${',\n'} ORDER BY ${key}) AS text, count(*)::int AS rows, max(${key})::text AS last
    FROM page x`;
  const [row] = z.array(pageRow).parse(rows);
  return { text: row?.text ?? '', rows: row?.rows ?? 0, last: row?.last ?? null };
}

const KEY_TYPE: Readonly<Record<string, string>> = {
  created_at: 'timestamptz',
  played_at: 'timestamptz',
  share_id: 'text',
};

/** The listener, for the header of the file. */
export async function findExporter(
  db: Database,
  userId: number,
): Promise<{ name: string; spotifyId: string }> {
  const user = await db.user.findUniqueOrThrow({
    where: { id: userId },
    select: { name: true, spotifyId: true },
  });
  return { name: user.name ?? user.spotifyId, spotifyId: user.spotifyId };
}
