import 'server-only';
import { z } from 'zod';
import type { Database } from '@/lib/db/client';
import { type Days, heardTracks, type Listener } from './listener-days';

const genresRow = z.object({
  plays: z.int(),
  known: z.int(),
  /** True while the details of an artist without genres were never fetched: they may still come. */
  isAwaited: z.boolean(),
  genres: z.array(z.object({ name: z.string(), plays: z.int() })),
});

export type GenreCounts = z.output<typeof genresRow>;

/**
 * How many plays each genre has: a play counts once for each different genre of its artists. `known` are the plays with
 * any genre at all. The most played first, equal ones by name. Grows with the different tracks, not with the plays.
 */
export async function findGenres(
  db: Database,
  listener: Listener,
  days: Days,
  limit: number,
): Promise<GenreCounts> {
  const rows = await db.$queryRaw`
    WITH heard AS MATERIALIZED (${heardTracks(listener, days)}),
    credited AS (
      SELECT h.plays, min(ta.artist_id) AS one, max(ta.artist_id) AS other,
        CASE WHEN count(*) > 2 THEN array_agg(ta.artist_id ORDER BY ta.artist_id) END AS more
      FROM heard h LEFT JOIN track_artists ta ON ta.track_id = h.track_id GROUP BY h.track_id, h.plays
    ),
    by_artists AS MATERIALIZED (SELECT one, other, more, sum(plays) AS plays FROM credited GROUP BY 1, 2, 3),
    tagged AS MATERIALIZED (
      SELECT plays, a.genres = '{}' AND a.details_fetched_at IS NULL AND a.spotify_id IS NOT NULL AS awaited, CASE WHEN one = other THEN a.genres ELSE ARRAY(
        SELECT DISTINCT g FROM artists x, unnest(x.genres) g WHERE x.id = ANY (coalesce(more, ARRAY[one, other]))
      ) END AS genres
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
  return genresRow.parse(z.array(z.unknown()).parse(rows)[0]);
}
