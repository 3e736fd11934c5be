import type { RootDatabase } from '@/lib/db/client';

/** Every table of the product, without the bookkeeping of the migrations. */
export async function tablesOf(db: RootDatabase): Promise<string[]> {
  const rows = await db.$queryRaw<{ name: string }[]>`
    SELECT table_name::text AS name FROM information_schema.tables
    WHERE table_schema = 'public' AND table_type = 'BASE TABLE' AND table_name <> '_prisma_migrations'
    ORDER BY 1`;
  return rows.map(({ name }) => name);
}

/** The tables that lead to a listener: by a column of that name, by a foreign key, or by one to such a table. */
export async function personalTables(db: RootDatabase): Promise<string[]> {
  const rows = await db.$queryRaw<{ name: string }[]>`
    WITH RECURSIVE personal AS (
      SELECT 'users'::regclass::oid AS id
      UNION
      SELECT a.attrelid FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
        WHERE a.attname = 'user_id' AND c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace
      UNION
      SELECT f.conrelid FROM pg_constraint f JOIN personal p ON f.confrelid = p.id WHERE f.contype = 'f'
    )
    SELECT id::regclass::text AS name FROM personal ORDER BY 1`;
  return rows.map(({ name }) => name);
}

/** The tables, the queue's too, in which one of the words stands anywhere in a row. */
export async function tablesThatSay(db: RootDatabase, words: readonly string[]): Promise<string[]> {
  const tables = await db.$queryRaw<{ name: string }[]>`
    SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
    WHERE schemaname IN ('public', 'pgboss') ORDER BY 1`;
  const found: string[] = [];
  for (const { name } of tables) {
    for (const word of words) {
      const rows = await db.$queryRawUnsafe<{ count: number }[]>(
        `SELECT count(*)::int AS count FROM ${name} t WHERE position($1 in t::text) > 0 OR position($2 in t::text) > 0`,
        word,
        Buffer.from(word).toString('hex'),
      );
      if ((rows[0]?.count ?? 0) > 0) found.push(`${name}: ${word}`);
    }
  }
  return found;
}
