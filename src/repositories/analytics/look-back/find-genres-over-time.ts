import { z } from 'zod';
import { Prisma } from '@/generated/prisma/client';
import type { Database } from '@/lib/db/client';
import { query } from '@/lib/db/query';
import { CREDITED_ARTISTS, GENRES_OF_CREDITED, MORE_ARTISTS } from '../genres-of-tracks';
import { type Days, type Listener, playedOn, startOfUnit } from '../listener-days';

const pointRow = z.object({
  start: z.string(),
  plays: z.int(),
  /** Of the most played genres of all days together, most played first. */
  genres: z.array(z.object({ name: z.string(), plays: z.int() })),
});

interface GenresQuestion {
  days: Days;
  unit: 'week' | 'month';
  limit: number;
}

/**
 * The plays of each week or month with plays, and those of the genres most played on all the days: a play counts once for
 * each different genre of its artists. Reads the plays of the days once, by the primary key.
 */
export function findGenresOverTime(
  db: Database,
  listener: Listener,
  { days, unit, limit }: GenresQuestion,
): Promise<z.output<typeof pointRow>[]> {
  const localAt = Prisma.sql`(played_at AT TIME ZONE ${listener.timeZone})`;
  return query(db, pointRow)`
    WITH played AS MATERIALIZED (
      SELECT (${startOfUnit(localAt, unit, listener)})::date AS start, track_id, count(*)::int AS plays
      FROM counted_plays WHERE ${playedOn(listener, days)} GROUP BY 1, 2
    ), credited AS MATERIALIZED (
      SELECT ta.track_id, ${CREDITED_ARTISTS}
      FROM (SELECT DISTINCT track_id FROM played) t JOIN track_artists ta ON ta.track_id = t.track_id GROUP BY 1
    ), by_artists AS MATERIALIZED (
      SELECT p.start, c.one, c.other, ${MORE_ARTISTS} AS more, sum(p.plays) AS plays
      FROM played p JOIN credited c ON c.track_id = p.track_id GROUP BY 1, 2, 3, 4
    ), tagged AS (
      SELECT start, plays, ${GENRES_OF_CREDITED} AS genres
      FROM by_artists JOIN artists a ON a.id = one
    ), counted AS MATERIALIZED (
      SELECT start, g AS name, sum(plays)::int AS plays FROM tagged, unnest(genres) g GROUP BY 1, 2
    ), shown AS (
      SELECT name, row_number() OVER (ORDER BY sum(plays) DESC, name) AS place FROM counted
      GROUP BY name ORDER BY sum(plays) DESC, name LIMIT ${limit}
    )
    SELECT to_char(b.start, 'YYYY-MM-DD') AS start, b.plays, (
        SELECT coalesce(jsonb_agg(jsonb_build_object('name', s.name, 'plays', coalesce(c.plays, 0)) ORDER BY s.place), '[]')
        FROM shown s LEFT JOIN counted c ON c.name = s.name AND c.start = b.start) AS genres
    FROM (SELECT start, sum(plays)::int AS plays FROM played GROUP BY 1) b ORDER BY b.start`;
}
