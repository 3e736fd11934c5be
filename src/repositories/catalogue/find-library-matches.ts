import { Prisma } from '@/generated/prisma/client';
import type { Database } from '@/lib/db/client';
import { query } from '@/lib/db/query';
import type { EntityKind } from '@/lib/shared/analytics/statistics';
import { type RankedRow, rankedRow } from '@/repositories/analytics/ranked-row';
import { kindInSql } from './entity-kinds';
import { libraryAs, type NameSearch } from './name-search';

const CATALOGUE: Record<EntityKind, Prisma.Sql> = {
  track: Prisma.sql`tracks`,
  artist: Prisma.sql`artists`,
  album: Prisma.sql`albums`,
};

/** Played entities whose name matches, most played first. */
export async function findLibraryMatches(
  db: Database,
  userId: number,
  { kind, search, limit }: { kind: EntityKind; search: NameSearch; limit: number },
): Promise<RankedRow[]> {
  const { rollup, id, described, joins } = kindInSql(kind);
  const played = Prisma.sql`SELECT r.${id} AS id, r.plays, r.listened_ms, r.first_played_at, c.search_name
    FROM ${rollup} r JOIN ${CATALOGUE[kind]} c ON c.id = r.${id} WHERE r.user_id = ${userId}`;
  return query(db, rankedRow)`
    WITH library ${libraryAs(search)} (${played}),
    ranked AS MATERIALIZED (
      SELECT id, plays, listened_ms, first_played_at FROM library WHERE search_name LIKE ${search.pattern}
      ORDER BY plays DESC, listened_ms DESC, id LIMIT ${limit}
    )
    SELECT ranked.id, ${described}, ranked.plays, ranked.listened_ms AS "listenedMs",
      ranked.first_played_at AS "firstPlayedAt"
    FROM ranked ${joins} ORDER BY ranked.plays DESC, ranked.listened_ms DESC, ranked.id`;
}
