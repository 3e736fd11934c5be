import { z } from 'zod';
import type { Database } from '@/lib/db/client';
import { query, queryOnly } from '@/lib/db/query';

const bloatRow = z.object({ plays: z.coerce.number(), bytes: z.coerce.number(), isBeingBuilt: z.boolean() });

/** How many plays are kept, how large their primary key is, and whether an index of theirs is just being built. */
export async function measureIndexBloat(db: Database): Promise<z.output<typeof bloatRow>> {
  return queryOnly(db, bloatRow)`
    SELECT (SELECT coalesce(sum(plays), 0) FROM user_totals) AS plays,
      pg_relation_size('play_events_pkey') AS bytes,
      EXISTS (SELECT 1 FROM pg_stat_progress_create_index WHERE relid = 'play_events'::regclass) AS "isBeingBuilt"`;
}

/**
 * Rebuilds the primary key of the plays while everybody goes on reading and writing. Not inside a
 * transaction. What an interrupted attempt left is removed first; interrupted again, the old index stays in use.
 */
export async function reindexPlayKey(db: Database): Promise<void> {
  const rows = await query(db, z.object({ name: z.string() }))`
    SELECT format('%I', c.relname) AS name FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
    WHERE i.indrelid = 'play_events'::regclass AND NOT i.indisvalid AND c.relname ~ '_cc(new|old)[0-9]*$'`;
  for (const { name } of rows) {
    await db.$executeRawUnsafe(`DROP INDEX CONCURRENTLY IF EXISTS ${name}`);
  }
  await db.$executeRawUnsafe('REINDEX INDEX CONCURRENTLY play_events_pkey');
}
