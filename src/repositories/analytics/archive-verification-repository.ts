import { z } from 'zod';
import { Prisma } from '@/generated/prisma/client';
import type { Database } from '@/lib/db/client';
import { query } from '@/lib/db/query';
import { countPlaysByUser } from '@/repositories/history/play-event-repository';

/** A stored figure that disagrees with its plays. */
export interface Difference {
  userId: number;
  table: string;
  /** The row, e.g. `track_id=7`. */
  key: string;
  /** Null: the row is missing. */
  stored: unknown;
  /** Null: no play accounts for the row. */
  recounted: unknown;
}

interface Rollup {
  table: string;
  keys: string[];
  values: string[];
  /** Recomputes user_id, the keys and the values from the plays; `p` are the plays of the given listeners that count, `q` all of them. */
  recount: string;
}

const FIGURES = ['plays', 'listened_ms', 'first_played_at', 'last_played_at'];
const COUNT = 'count(*) AS plays, sum(p.listened_ms) AS listened_ms';
const SPAN = 'min(p.played_at) AS first_played_at, max(p.played_at) AS last_played_at';

/**
 * Whether the exclusions of its listener leave out a play: of listeners who have or had some, and of plays that are compared with
 * them; until then (exclusion_checks) a play is as it was.
 */
const COMPARED = `(
  SELECT a.user_id, a.played_at, a.track_id, o.track_id IS NOT NULL AS is_left_out
  FROM (SELECT q.* FROM q LEFT JOIN exclusion_checks k ON k.user_id = q.user_id
    WHERE (q.is_left_out OR EXISTS (SELECT 1 FROM exclusions x WHERE x.user_id = q.user_id))
      AND (k.id IS NULL OR (q.played_at, q.track_id) <= (k.until_at, k.until_track))) a
  LEFT JOIN (SELECT o.* FROM (SELECT array_agg(user_id) AS listeners, array_agg(track_id) AS tracks,
      array_agg(context_id) AS contexts, array_agg(played_at) AS ends FROM q) l
    CROSS JOIN LATERAL left_out_plays(l.listeners, l.tracks, l.contexts, l.ends) o) o
    ON (o.user_id, o.played_at, o.track_id) = (a.user_id, a.played_at, a.track_id))`;

const ROLLUPS: Rollup[] = [
  {
    table: 'user_track_stats',
    keys: ['track_id'],
    values: FIGURES,
    recount: `SELECT p.user_id, p.track_id, ${COUNT}, ${SPAN} FROM p GROUP BY 1, 2`,
  },
  {
    table: 'user_recording_stats',
    keys: ['recording_id'],
    values: FIGURES,
    recount: `SELECT p.user_id, coalesce(st.recording_id, t.recording_id) AS recording_id, ${COUNT}, ${SPAN}
      FROM p JOIN tracks t ON t.id = p.track_id
      LEFT JOIN separate_tracks st ON st.user_id = p.user_id AND st.track_id = p.track_id GROUP BY 1, 2`,
  },
  {
    table: 'user_artist_stats',
    keys: ['artist_id'],
    values: FIGURES,
    recount: `SELECT p.user_id, ta.artist_id, ${COUNT}, ${SPAN} FROM p JOIN track_artists ta USING (track_id) GROUP BY 1, 2`,
  },
  {
    table: 'user_album_stats',
    keys: ['album_id'],
    values: FIGURES,
    recount: `SELECT p.user_id, t.album_id, ${COUNT}, ${SPAN} FROM p JOIN tracks t ON t.id = p.track_id
      WHERE t.album_id IS NOT NULL GROUP BY 1, 2`,
  },
  {
    table: 'user_day_stats',
    keys: ['day'],
    values: ['plays', 'listened_ms', 'hour_plays'],
    recount: `SELECT p.user_id, p.local_at::date AS day, ${COUNT},
      (SELECT array_agg((SELECT count(*) FROM unnest(array_agg(extract(hour FROM p.local_at)::int)) h WHERE h = g)::int ORDER BY g)
       FROM generate_series(0, 23) g) AS hour_plays
      FROM p GROUP BY 1, 2`,
  },
  {
    table: 'user_session_days',
    keys: ['day'],
    values: [
      'sessions',
      'first_started_at',
      'first_ended_at',
      'first_plays',
      'last_started_at',
      'last_ended_at',
      'last_plays',
      'inner_ms',
      'inner_started_at',
      'inner_ended_at',
      'inner_plays',
    ],
    recount: `SELECT n.* FROM (
        SELECT user_id, array_agg(day) AS days
        FROM (SELECT DISTINCT p.user_id, (p.played_at AT TIME ZONE 'UTC')::date AS day FROM p) x GROUP BY 1
      ) d CROSS JOIN LATERAL session_days(array_fill(d.user_id, ARRAY[cardinality(d.days)]), d.days) n`,
  },
  {
    table: 'user_genre_stats',
    keys: ['genre'],
    values: ['plays'],
    recount: `SELECT x.user_id, g AS genre, sum(x.plays) AS plays
      FROM (SELECT p.user_id, p.track_id, count(*) AS plays FROM p GROUP BY 1, 2) x
      CROSS JOIN LATERAL unnest(genres_of(x.track_id)) g GROUP BY 1, 2`,
  },
  {
    table: 'user_totals',
    keys: [],
    values: [...FIGURES, 'tracks', 'recordings', 'artists', 'albums', 'estimated_plays'],
    recount: `SELECT p.user_id, ${COUNT}, ${SPAN}, count(DISTINCT p.track_id) AS tracks,
      count(*) FILTER (WHERE p.ms_played IS NULL) AS estimated_plays,
      (SELECT count(*) FROM user_recording_stats r WHERE r.user_id = p.user_id) AS recordings,
      (SELECT count(DISTINCT ta.artist_id) FROM counted_plays e JOIN track_artists ta USING (track_id)
       WHERE e.user_id = p.user_id) AS artists,
      (SELECT count(DISTINCT t.album_id) FROM counted_plays e JOIN tracks t ON t.id = e.track_id
       WHERE e.user_id = p.user_id) AS albums
      FROM p GROUP BY 1`,
  },
  {
    table: 'play_events',
    keys: ['played_at', 'track_id'],
    values: ['listened_ms'],
    recount: `SELECT p.user_id, p.played_at, p.track_id, CASE WHEN NOT coalesce(c.is_left_out, p.is_left_out)
        THEN listening_time(p.ms_played, t.duration_ms, p.played_at,
          lag(p.played_at) OVER (PARTITION BY p.user_id ORDER BY p.played_at, p.track_id)) END AS listened_ms
      FROM q p JOIN tracks t ON t.id = p.track_id LEFT JOIN ${COMPARED} c USING (user_id, played_at, track_id)`,
  },
];

const rowSchema = z.object({
  user_id: z.number(),
  key: z.string(),
  stored: z.unknown(),
  recounted: z.unknown(),
});

/**
 * Recounts every rollup, and every estimate of listening time, from the plays of one listener or of all, and returns the
 * stored figures that differ. Reads the whole history; changes nothing.
 */
export async function findDifferences(db: Database, userId?: number): Promise<Difference[]> {
  const differences: Difference[] = [];
  for (const rollup of ROLLUPS) {
    const rows = await query(db, rowSchema)`${comparison(rollup, userId)}`;
    for (const { user_id, key, stored, recounted } of rows)
      differences.push({ userId: user_id, table: rollup.table, key, stored, recounted });
  }
  return differences;
}

/** Every name below is a constant of this file; the only outside value is bound. */
function comparison({ table, keys, values, recount }: Rollup, userId?: number): Prisma.Sql {
  const columns = ['user_id', ...keys];
  const mine = userId === undefined ? Prisma.sql`true` : Prisma.sql`user_id = ${userId}`;
  const json = (alias: string) =>
    `CASE WHEN ${alias}.user_id IS NOT NULL THEN jsonb_build_object(${values.map((v) => `'${v}', ${alias}.${v}`).join(', ')}) END`;
  const key = keys.map((k) => `'${k}=' || ${k}`).join(` || ' ' || `) || `''`;
  const same = values.map((v) => `(s.${v} IS NOT DISTINCT FROM r.${v})`).join(' AND ');
  return Prisma.sql`
    WITH q AS (
      SELECT e.*, e.played_at AT TIME ZONE u.time_zone AS local_at, e.listened_ms IS NULL AS is_left_out,
        e.listened_ms IS NOT NULL AND counts_as_play(e.ms_played, u.counts_from_ms) AS counts
      FROM play_events e JOIN users u ON u.id = e.user_id WHERE ${userId === undefined ? Prisma.sql`true` : Prisma.sql`e.user_id = ${userId}`}
    ), p AS (SELECT * FROM q WHERE counts), r AS (${Prisma.raw(recount)}), s AS (SELECT * FROM ${Prisma.raw(table)} WHERE ${mine})
    SELECT user_id, ${Prisma.raw(key)} AS key, ${Prisma.raw(json('s'))} AS stored, ${Prisma.raw(json('r'))} AS recounted
    FROM s FULL JOIN r USING (${Prisma.raw(columns.join(', '))})
    WHERE NOT (${Prisma.raw(same)})
    ORDER BY 1, 2`;
}

/** How much a verification covered. */
export async function countArchive(
  db: Database,
  userId?: number,
): Promise<{ plays: number; listeners: number }> {
  const plays = await countPlaysByUser(db, userId);
  const listeners = await db.user.count({ where: userId === undefined ? {} : { id: userId } });
  return { plays, listeners };
}
