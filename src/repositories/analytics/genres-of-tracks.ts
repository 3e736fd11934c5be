import { Prisma } from '@/generated/prisma/client';

/*
 * Plays are summed by the artists of their track before genres are looked up, which leaves far fewer rows. Nearly all tracks
 * have one artist or two, the lowest and the highest key; an array is made of the artists of the others alone.
 */

/** Of the artists `ta` of a track. */
export const CREDITED_ARTISTS = Prisma.sql`
  min(ta.artist_id) AS one, max(ta.artist_id) AS other, count(*) AS credits`;

/** Of a row `c` with a track_id and CREDITED_ARTISTS: all of its artists where they are more than two. */
export const MORE_ARTISTS = Prisma.sql`
  CASE WHEN c.credits > 2 THEN ARRAY(SELECT x.artist_id FROM track_artists x WHERE x.track_id = c.track_id ORDER BY 1) END`;

/** Of a row with `one`, `other` and `more`, joined to the artist `a` of `one`: the different genres of its artists. */
export const GENRES_OF_CREDITED = Prisma.sql`
  CASE WHEN one = other THEN a.genres ELSE ARRAY(
    SELECT DISTINCT g FROM artists x, unnest(x.genres) g WHERE x.id = ANY (coalesce(more, ARRAY[one, other]))
  ) END`;
