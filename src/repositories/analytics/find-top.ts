import { z } from 'zod';
import { Prisma } from '@/generated/prisma/client';
import type { Database } from '@/lib/db/client';
import { queryOnly } from '@/lib/db/query';
import type { Measure } from '@/lib/shared/analytics/range';
import type { CountedKind } from '@/lib/shared/analytics/statistics';
import { kindInSql, rankOrder } from '@/repositories/catalogue/entity-kinds';
import { type Days, isAllTime, type Listener, onDays, playedTracks } from './listener-days';
import { rankedEntityRow } from './ranked-row';

export interface TopQuestion {
  kind: CountedKind;
  days: Days;
  /** The days to compare ranks with; null: none. */
  previousDays: Days | null;
  by: Measure;
  limit: number;
  offset: number;
  /** Only what was first played on the days. */
  isNew?: boolean;
}

const answerRow = z.object({
  total: z.int(),
  entries: z.array(
    rankedEntityRow.extend({
      listenedMs: z.number(),
      firstPlayedAt: z.coerce.date(),
      rank: z.int(),
      previousRank: z.int().nullable(),
    }),
  ),
});

/**
 * A page of a top list, the total number of entries, and each one's rank in the previous days; one statement. All time is
 * read from the rollup in the order of its index; other days are counted from their plays.
 */
export async function findTop(
  db: Database,
  listener: Listener,
  question: TopQuestion,
): Promise<z.output<typeof answerRow>> {
  const { kind, days, previousDays } = question;
  const { rollup, id, described, joins } = kindInSql(kind, listener.id);
  return queryOnly(db, answerRow)`
    WITH ${isAllTime(days) ? rankedOfRollup(listener, question) : rankedOfPlays(listener, question)},
    ${previousDays === null ? NOBODY : ranksOn(listener, previousDays, question)}
    SELECT (SELECT coalesce(max(total), 0)::int FROM counted) AS total,
      coalesce((SELECT jsonb_agg(e ORDER BY e.rank) FROM (
        SELECT ${described}, ranked.plays, ranked.listened_ms AS "listenedMs",
          r.first_played_at AS "firstPlayedAt", ranked.rank, previous.rank AS "previousRank"
        FROM ranked
        ${joins}
        JOIN ${rollup} r ON r.user_id = ${listener.id} AND r.${id} = ranked.id
        LEFT JOIN previous ON previous.id = ranked.id
      ) e), '[]') AS entries`;
}

const ID = Prisma.sql`id`;
const NOBODY = Prisma.sql`previous AS (SELECT NULL::int AS id, NULL::int AS rank WHERE false)`;

function rankedOfRollup(listener: Listener, question: TopQuestion): Prisma.Sql {
  const { rollup, id, total } = kindInSql(question.kind, listener.id);
  const counts = Prisma.sql`(SELECT ${id} AS id, plays, listened_ms FROM ${rollup} WHERE user_id = ${listener.id}) r`;
  return Prisma.sql`${pageOf(counts, question)},
    counted AS (SELECT ${total} AS total FROM user_totals WHERE user_id = ${listener.id})`;
}

function rankedOfPlays(listener: Listener, question: TopQuestion): Prisma.Sql {
  const counts = countsOn(listener, question.days, question.kind);
  return Prisma.sql`counts AS MATERIALIZED (${question.isNew ? newAmong(counts, listener, question) : counts}),
    ${pageOf(Prisma.sql`counts`, question)}, counted AS (SELECT count(*) AS total FROM counts)`;
}

/** The page first, then the ranks: so nothing beyond it is put in order. */
const pageOf = (
  counts: Prisma.Sql,
  { by, limit, offset }: TopQuestion,
): Prisma.Sql => Prisma.sql`page AS MATERIALIZED (
      SELECT * FROM ${counts} ORDER BY ${rankOrder(by, ID)} LIMIT ${limit} OFFSET ${offset}
    ), ranked AS (SELECT *, (row_number() OVER (ORDER BY ${rankOrder(by, ID)}) + ${offset})::int AS rank FROM page)`;

function newAmong(counts: Prisma.Sql, listener: Listener, { kind, days }: TopQuestion): Prisma.Sql {
  const { rollup, id } = kindInSql(kind, listener.id);
  return Prisma.sql`SELECT c.* FROM (${counts}) c JOIN ${rollup} r ON r.user_id = ${listener.id} AND r.${id} = c.id
    AND ${onDays(Prisma.sql`r.first_played_at`, listener, days)}`;
}

/** The ranks on other days of what is ranked. What came behind all of it there does not matter. */
const ranksOn = (listener: Listener, days: Days, { kind, by }: TopQuestion): Prisma.Sql => {
  const measure = by === 'plays' ? Prisma.sql`plays` : Prisma.sql`listened_ms`;
  return Prisma.sql`before AS MATERIALIZED (${countsOn(listener, days, kind)}),
    previous AS (
      SELECT id, row_number() OVER (ORDER BY ${rankOrder(by, ID)})::int AS rank FROM before
      WHERE ${measure} >= (SELECT min(b.${measure}) FROM before b WHERE b.id IN (SELECT id FROM ranked))
    )`;
};

const countsOn = (listener: Listener, days: Days, kind: CountedKind): Prisma.Sql =>
  kindInSql(kind, listener.id).fromPlayed(Prisma.sql`(${playedTracks(listener, days)})`);
