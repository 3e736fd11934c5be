import { z } from 'zod';
import { Prisma } from '@/generated/prisma/client';
import type { Database } from '@/lib/db/client';
import { query } from '@/lib/db/query';
import { HOUR } from '@/lib/shared/time';
import { kindInSql } from '@/repositories/catalogue/entity-kinds';
import { type Days, dayIsIn, type Listener } from '../listener-days';

const milestoneRow = z.object({
  of: z.enum(['plays', 'hours', 'track']),
  number: z.int(),
  playedAt: z.date(),
  id: z.int(),
  name: z.string(),
  artists: z.array(z.string()),
  imageUrl: z.string().nullable(),
});

export type MilestoneRow = z.output<typeof milestoneRow>;

/** Reads the played release, as `ranked`, with its names. */
const withTrack = (found: Prisma.Sql, userId: number): Prisma.Sql => {
  const { described, joins } = kindInSql('release', userId);
  return Prisma.sql`SELECT ranked.of, ranked.number, ranked.played_at AS "playedAt", ${described}
    FROM (${found}) ranked ${joins} ORDER BY ranked.played_at DESC, ranked.of, ranked.number`;
};

/**
 * The nth play for each of the numbers, and the play with which each number of hours was full, on these days. Among the sums
 * of the day rollup the day of each is found by halves; then the plays of that day and the one played before are counted, for
 * where the clock is set back over midnight the days overlap.
 */
export function findCountedMilestones(
  db: Database,
  { id, timeZone }: Listener,
  days: Days,
  asked: { plays: readonly number[]; hours: readonly number[] },
): Promise<MilestoneRow[]> {
  const found = Prisma.sql`
    WITH days AS MATERIALIZED (
      SELECT array_agg(day) AS day, array_agg(plays) AS plays, array_agg(ms) AS ms FROM (
        SELECT day, sum(plays) OVER (ORDER BY day) AS plays, (sum(listened_ms) OVER (ORDER BY day))::bigint AS ms
        FROM user_day_stats WHERE user_id = ${id} AND ${dayIsIn(days)} ORDER BY day) d
    ), asked AS (
      SELECT 'plays' AS of, n AS number, n::bigint AS goal, day, plays AS reached FROM days, unnest(${asked.plays}::int[]) n
      UNION ALL SELECT 'hours', n, n::bigint * ${HOUR}, day, ms FROM days, unnest(${asked.hours}::int[]) n
    )
    SELECT a.of, a.number, found.played_at, found.track_id AS id FROM asked a
    CROSS JOIN LATERAL (SELECT width_bucket(a.goal - 1, a.reached) + 1 AS nth) d
    CROSS JOIN LATERAL (
      SELECT coalesce(a.day[nth - 1], a.day[nth]) AS since, a.day[nth] AS until, coalesce(a.reached[nth - 2], 0) AS reached
    ) before
    CROSS JOIN LATERAL (
      SELECT x.played_at, x.track_id FROM (
        SELECT p.played_at, p.track_id, before.reached + sum(CASE a.of WHEN 'plays' THEN 1 ELSE p.listened_ms END)
          OVER (ORDER BY p.played_at, p.track_id) AS reached
        FROM (SELECT * FROM counted_plays WHERE user_id = ${id}
            AND played_at >= (before.since - 1)::timestamp AT TIME ZONE 'UTC'
            AND played_at < (before.until + 2)::timestamp AT TIME ZONE 'UTC' OFFSET 0) p
        WHERE (p.played_at AT TIME ZONE ${timeZone})::date >= before.since
      ) x WHERE x.reached >= a.goal ORDER BY x.played_at, x.track_id LIMIT 1) found`;
  return query(db, milestoneRow)`${withTrack(found, id)}`;
}

/**
 * The nth play of the recordings that have passed it by the fewest plays; those with `below` plays or more are left out, so
 * that only this many are read. From the rollup's index backwards, then the plays by the index by track.
 */
export function findTrackMilestones(
  db: Database,
  userId: number,
  { number, below, limit }: { number: number; below: number; limit: number },
): Promise<MilestoneRow[]> {
  const found = Prisma.sql`
    SELECT 'track' AS of, ${number}::int AS number, p.played_at, p.track_id AS id
    FROM (SELECT recording_id FROM user_recording_stats
      WHERE user_id = ${userId} AND plays >= ${number} AND plays < ${below}
      ORDER BY plays, listened_ms, recording_id DESC LIMIT ${limit}) r
    CROSS JOIN LATERAL (
      SELECT played_at, track_id FROM counted_plays
      WHERE user_id = ${userId} AND track_id = ANY (ARRAY(SELECT tracks_of(${userId}::int, r.recording_id)))
      ORDER BY played_at, track_id OFFSET ${number - 1} LIMIT 1) p`;
  return query(db, milestoneRow)`${withTrack(found, userId)}`;
}
