import { expect, it } from 'vitest';
import { useStageDatabase } from '../../support/stage-database';

const database = useStageDatabase();

/** Tables whose rows are deleted while others are used: accounts, and claims that Spotify has named by now. */
const DELETED_FROM = ['users', 'artists', 'albums', 'tracks', 'import_jobs', 'play_removals'];

/** Foreign keys to these tables whose rows can only be found by reading a whole table. */
async function keysWithoutIndex(): Promise<string[]> {
  const rows = await database.db().$queryRaw<{ name: string }[]>`
    SELECT f.conname::text AS name FROM pg_constraint f
    WHERE f.contype = 'f' AND f.confrelid::regclass::text = ANY (${DELETED_FROM}) AND NOT EXISTS (
      SELECT 1 FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_am m ON m.oid = c.relam
      JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = f.conkey[1]
      WHERE i.indrelid = f.conrelid AND m.amname = 'btree' AND i.indkey[0] = f.conkey[1]
        AND (i.indpred IS NULL OR pg_get_expr(i.indpred, i.indrelid) = format('(%I IS NOT NULL)', a.attname)))
    ORDER BY 1`;
  return rows.map(({ name }) => name);
}

it('deleting an account or a claim finds what refers to it by an index, however many plays there are', async () => {
  expect(await keysWithoutIndex()).toEqual([]);
});
