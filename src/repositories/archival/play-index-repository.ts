import { z } from 'zod';
import type { Database } from '@/lib/db/client';
import { queryColumn, queryOnly } from '@/lib/db/query';

const bloatRow = z.object({ plays: z.coerce.number(), bytes: z.coerce.number(), isBeingBuilt: z.boolean() });

/** The number of plays, the size of their primary key, and whether one of their indexes is being built. */
export async function measureIndexBloat(db: Database): Promise<z.output<typeof bloatRow>> {
  return queryOnly(db, bloatRow)`
    SELECT (SELECT coalesce(sum(plays), 0) FROM user_totals) AS plays,
      pg_relation_size('play_events_pkey') AS bytes,
      EXISTS (SELECT 1 FROM pg_stat_progress_create_index WHERE relid = 'play_events'::regclass) AS "isBeingBuilt"`;
}

/**
 * Rebuilds the primary key of the plays without blocking reads or writes. Not inside a transaction. Removes what an
 * interrupted attempt left; if interrupted again, the old index stays in use.
 */
export async function reindexPlayKey(db: Database): Promise<void> {
  const names = await queryColumn(db, z.string())`
    SELECT format('%I', c.relname) FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
    WHERE i.indrelid = 'play_events'::regclass AND NOT i.indisvalid AND c.relname ~ '_cc(new|old)[0-9]*$'`;
  for (const name of names) {
    await db.$executeRawUnsafe(`DROP INDEX CONCURRENTLY IF EXISTS ${name}`);
  }
  await db.$executeRawUnsafe('REINDEX INDEX CONCURRENTLY play_events_pkey');
}
