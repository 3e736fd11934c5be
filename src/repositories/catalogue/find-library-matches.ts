import { Prisma } from '@/generated/prisma/client';
import type { Database } from '@/lib/db/client';
import { query } from '@/lib/db/query';
import type { CountedKind, EntityKind } from '@/lib/shared/analytics/statistics';
import { type RankedRow, rankedRow } from '@/repositories/analytics/ranked-row';
import { kindInSql } from './entity-kinds';
import { libraryAs, type NameSearch } from './name-search';

const CATALOGUE: Record<Exclude<CountedKind, 'track'>, Prisma.Sql> = {
  release: Prisma.sql`tracks`,
  artist: Prisma.sql`artists`,
  album: Prisma.sql`albums`,
};

/** Played entities whose name matches, most played first; a track matches by the name of any release that was played. */
export async function findLibraryMatches(
  db: Database,
  userId: number,
  { kind, search, limit }: { kind: EntityKind; search: NameSearch; limit: number },
): Promise<RankedRow[]> {
  const { described, joins } = kindInSql(kind, userId);
  return query(db, rankedRow)`
    WITH library ${libraryAs(search)} (${playedNames(kind === 'track' ? 'release' : kind, userId)}),
    matching AS (SELECT * FROM library WHERE search_name LIKE ${search.pattern}),
    ranked AS MATERIALIZED (
      SELECT id, plays, listened_ms, first_played_at FROM (${kind === 'track' ? recordingsOf(userId) : Prisma.sql`SELECT * FROM matching`}) m
      ORDER BY plays DESC, listened_ms DESC, id LIMIT ${limit}
    )
    SELECT ${described}, ranked.plays, ranked.listened_ms AS "listenedMs",
      ranked.first_played_at AS "firstPlayedAt"
    FROM ranked ${joins} ORDER BY ranked.plays DESC, ranked.listened_ms DESC, ranked.id`;
}

function playedNames(kind: Exclude<CountedKind, 'track'>, userId: number): Prisma.Sql {
  const { rollup, id } = kindInSql(kind, userId);
  return Prisma.sql`SELECT r.${id} AS id, r.plays, r.listened_ms, r.first_played_at, c.search_name
    FROM ${rollup} r JOIN ${CATALOGUE[kind]} c ON c.id = r.${id} WHERE r.user_id = ${userId}`;
}

/** The recordings of the releases that match, with the figures of all their releases. */
const recordingsOf = (userId: number): Prisma.Sql => Prisma.sql`
  SELECT r.recording_id AS id, r.plays, r.listened_ms, r.first_played_at FROM user_recording_stats r
  WHERE r.user_id = ${userId} AND r.recording_id IN (
    SELECT c.id FROM (${kindInSql('track', userId).fromPlayed(Prisma.sql`(SELECT id AS track_id, plays, listened_ms FROM matching)`)}) c)`;
