import 'server-only';
import { z } from 'zod';
import { Prisma } from '@/generated/prisma/client';
import type { Database } from '@/lib/db/client';
import type { EntityKind } from '@/lib/shared/statistics';
import { kindInSql } from './entity-kinds';
import { type RankedRow, rankedRow } from './ranked-row';

const CATALOGUE: Record<EntityKind, Prisma.Sql> = {
  track: Prisma.sql`tracks`,
  artist: Prisma.sql`artists`,
  album: Prisma.sql`albums`,
};

/**
 * What the listener has played whose name matches the regular expression, the most played first. The library is read before the
 * names are looked at: the catalogue of all listeners is far larger.
 */
export async function findLibraryMatches(
  db: Database,
  userId: number,
  question: { kind: EntityKind; pattern: string; limit: number },
): Promise<RankedRow[]> {
  const { rollup, id, described, joins } = kindInSql(question.kind);
  const rows = await db.$queryRaw`
    WITH library AS MATERIALIZED (
      SELECT r.${id} AS id, r.plays, r.listened_ms, r.first_played_at, c.name
      FROM ${rollup} r JOIN ${CATALOGUE[question.kind]} c ON c.id = r.${id} WHERE r.user_id = ${userId}
    ), ranked AS MATERIALIZED (
      SELECT id, plays, listened_ms, first_played_at FROM library WHERE name ~ ${question.pattern}
      ORDER BY plays DESC, listened_ms DESC, id LIMIT ${question.limit}
    )
    SELECT ranked.id, ${described}, ranked.plays, ranked.listened_ms AS "listenedMs",
      ranked.first_played_at AS "firstPlayedAt"
    FROM ranked ${joins} ORDER BY ranked.plays DESC, ranked.listened_ms DESC, ranked.id`;
  return z.array(rankedRow).parse(rows);
}

/** Selects the track_id of everything the listener has played where the track, its album or an artist matches. */
export const matchingTracks = (userId: number, pattern: string): Prisma.Sql => Prisma.sql`
  WITH heard AS MATERIALIZED (
    SELECT s.track_id, t.name, al.name AS album FROM user_track_stats s
    JOIN tracks t ON t.id = s.track_id LEFT JOIN albums al ON al.id = t.album_id WHERE s.user_id = ${userId}
  ), artists_heard AS MATERIALIZED (
    SELECT a.id, a.name FROM user_artist_stats s JOIN artists a ON a.id = s.artist_id WHERE s.user_id = ${userId}
  )
  SELECT track_id FROM heard WHERE name ~ ${pattern} OR album ~ ${pattern}
  UNION
  SELECT ta.track_id FROM artists_heard a JOIN track_artists ta ON ta.artist_id = a.id WHERE a.name ~ ${pattern}`;
