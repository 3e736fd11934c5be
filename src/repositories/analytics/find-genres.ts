import { z } from 'zod';
import { Prisma } from '@/generated/prisma/client';
import type { Database } from '@/lib/db/client';
import { queryOnly } from '@/lib/db/query';
import { CREDITED_ARTISTS, GENRES_OF_CREDITED, MORE_ARTISTS } from './genres-of-tracks';
import { type Days, isAllTime, type Listener, playedTracks } from './listener-days';

const genresRow = z.object({
  plays: z.int(),
  known: z.int(),
  /** True while the details of an artist without genres were never fetched: they may still come. */
  isAwaited: z.boolean(),
  genres: z.array(z.object({ name: z.string(), plays: z.int() })),
});

/**
 * The plays of each genre: a play counts once for each different genre of its artists. `known` counts the plays with any
 * genre. Most played first, ties by name. All time takes the same time for any number of plays and artists.
 */
export async function findGenres(
  db: Database,
  listener: Listener,
  days: Days,
  limit: number,
): Promise<z.output<typeof genresRow>> {
  const genres = isAllTime(days) ? ofAllTime(listener, limit) : ofDays(listener, days, limit);
  return queryOnly(db, genresRow)`${genres}`;
}

/** From the rollup, where '' means no known genre. One artist without details is enough for `isAwaited`. */
const ofAllTime = ({ id }: Listener, limit: number): Prisma.Sql => Prisma.sql`
  WITH mine AS MATERIALIZED (SELECT genre AS name, plays FROM user_genre_stats WHERE user_id = ${id}),
  counted AS (SELECT name, plays FROM mine WHERE name <> '' ORDER BY plays DESC, name LIMIT ${limit}),
  totals AS (SELECT coalesce((SELECT plays FROM user_totals WHERE user_id = ${id}), 0) AS plays)
  SELECT plays, plays - coalesce((SELECT plays FROM mine WHERE name = ''), 0) AS known,
    EXISTS (SELECT 1 FROM artists a
      WHERE a.details_fetched_at IS NULL AND a.spotify_id IS NOT NULL AND a.genres = '{}'
        AND (SELECT true FROM user_artist_stats s WHERE s.user_id = ${id} AND s.artist_id = a.id)) AS "isAwaited",
    (SELECT coalesce(jsonb_agg(c ORDER BY c.plays DESC, c.name), '[]') FROM counted c) AS genres
  FROM totals`;

const ofDays = (listener: Listener, days: Days, limit: number): Prisma.Sql => Prisma.sql`
  WITH played AS MATERIALIZED (${playedTracks(listener, days)}),
  credited AS MATERIALIZED (
    SELECT h.track_id, h.plays, ${CREDITED_ARTISTS}
    FROM played h LEFT JOIN track_artists ta ON ta.track_id = h.track_id GROUP BY h.track_id, h.plays
  ),
  by_artists AS MATERIALIZED (
    SELECT one, other, ${MORE_ARTISTS} AS more, sum(plays) AS plays
    FROM credited c GROUP BY 1, 2, 3
  ),
  tagged AS MATERIALIZED (
    SELECT plays, a.genres = '{}' AND a.details_fetched_at IS NULL AND a.spotify_id IS NOT NULL AS awaited,
      ${GENRES_OF_CREDITED} AS genres
    FROM by_artists LEFT JOIN artists a ON a.id = one
  ),
  counted AS (
    SELECT g AS name, sum(plays)::int AS plays FROM tagged, unnest(genres) g
    GROUP BY g ORDER BY 2 DESC, 1 LIMIT ${limit}
  )
  SELECT coalesce(sum(plays), 0)::int AS plays,
    coalesce(sum(plays) FILTER (WHERE cardinality(genres) > 0), 0)::int AS known,
    coalesce(bool_or(awaited), false) AS "isAwaited",
    (SELECT coalesce(jsonb_agg(c ORDER BY c.plays DESC, c.name), '[]') FROM counted c) AS genres
  FROM tagged`;
