import { z } from 'zod';
import { Prisma } from '@/generated/prisma/client';
import type { Database } from '@/lib/db/client';
import { query } from '@/lib/db/query';
import type { EntityKind } from '@/lib/shared/analytics/statistics';
import { kindInSql, rankOrder } from '@/repositories/catalogue/entity-kinds';
import { rankedEntityRow } from '../ranked-row';

const forgottenRow = rankedEntityRow.extend({ lastPlayedAt: z.date() });

export interface ForgottenQuestion {
  kind: EntityKind;
  /** Not played from then on. */
  since: Date;
  /** How many of the most played are looked at. */
  among: number;
  leastPlays: number;
  limit: number;
}

const ID = Prisma.sql`id`;

/** Of the most played of all time those that were not played any more, most played first; from the first rows of the rollup's index. */
export function findForgotten(
  db: Database,
  userId: number,
  { kind, since, among, leastPlays, limit }: ForgottenQuestion,
): Promise<z.output<typeof forgottenRow>[]> {
  const { rollup, id, described, joins } = kindInSql(kind, userId);
  return query(db, forgottenRow)`
    WITH favourites AS MATERIALIZED (
      SELECT ${id} AS id, plays, listened_ms, first_played_at, last_played_at FROM ${rollup}
      WHERE user_id = ${userId} AND plays >= ${leastPlays} ORDER BY ${rankOrder('plays', id)} LIMIT ${among}
    ), ranked AS (
      SELECT * FROM favourites WHERE last_played_at < ${since} ORDER BY ${rankOrder('plays', ID)} LIMIT ${limit}
    )
    SELECT ${described}, ranked.plays, ranked.listened_ms AS "listenedMs",
      ranked.first_played_at AS "firstPlayedAt", ranked.last_played_at AS "lastPlayedAt"
    FROM ranked ${joins} ORDER BY ranked.plays DESC, ranked.listened_ms DESC, ranked.id`;
}
