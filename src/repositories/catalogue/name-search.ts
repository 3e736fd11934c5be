import { Prisma } from '@/generated/prisma/client';

/** The words to search names for, in any order. */
export interface NameSearch {
  /** All of them, without signs: what names are near to. */
  text: string;
  /** One for each word, for LIKE; at least one. */
  patterns: readonly string[];
  /** False when each word is too short for the index: reading the listener's library is faster then. */
  isIndexed: boolean;
}

/** Starts from the index or from the listener's library: the planner chooses only where the index can help. */
export const libraryAs = ({ isIndexed }: NameSearch): Prisma.Sql =>
  isIndexed ? Prisma.sql`AS NOT MATERIALIZED` : Prisma.sql`AS MATERIALIZED`;

/** A condition on a row with a search_name, which holds every word. */
export const holdsWords = ({ patterns }: NameSearch): Prisma.Sql =>
  Prisma.join(
    patterns.map((pattern) => Prisma.sql`search_name LIKE ${pattern}`),
    ' AND ',
  );

/**
 * Selects track_id, plays and left_out, the plays that are left out of statistics and long enough to count, of every track that
 * the listener has played where each word is in its name, its album's or an artist's. Tracks of which no play is long enough are
 * among them `withShort`: no rollup has them, so that reads all plays.
 */
export const matchingTracks = (userId: number, search: NameSearch, withShort: boolean): Prisma.Sql => {
  const library = libraryAs(search);
  const counts = Prisma.sql`counts_as_play(e.ms_played, u.counts_from_ms)`;
  const isBeside = withShort
    ? Prisma.sql`(e.listened_ms IS NULL OR NOT ${counts})`
    : Prisma.sql`e.listened_ms IS NULL`;
  // INTERSECT itself leaves out what is there twice.
  const joined = search.patterns.length > 1 ? Prisma.sql`UNION ALL` : Prisma.sql`UNION`;
  const sets = search.patterns.map((pattern) => tracksWith(pattern, joined));
  return Prisma.sql`
    WITH tracks_played ${library} (
      SELECT t.id, t.search_name FROM user_track_stats s JOIN tracks t ON t.id = s.track_id WHERE s.user_id = ${userId}
    ), albums_played ${library} (
      SELECT al.id, al.search_name FROM user_album_stats s JOIN albums al ON al.id = s.album_id
      WHERE s.user_id = ${userId}
    ), artists_played ${library} (
      SELECT a.id, a.search_name FROM user_artist_stats s JOIN artists a ON a.id = s.artist_id
      WHERE s.user_id = ${userId}
    ), beside AS MATERIALIZED (
      SELECT e.track_id, count(*) FILTER (WHERE ${counts})::int AS left_out
      FROM play_events e JOIN users u ON u.id = e.user_id WHERE e.user_id = ${userId} AND ${isBeside} GROUP BY 1
    )
    SELECT m.id AS track_id, coalesce(s.plays, 0) AS plays, coalesce(b.left_out, 0) AS left_out
    FROM (${Prisma.join(sets, ' INTERSECT ')}) m
    LEFT JOIN user_track_stats s ON s.user_id = ${userId} AND s.track_id = m.id LEFT JOIN beside b ON b.track_id = m.id
    WHERE num_nonnulls(s.plays, b.left_out) > 0`;
};

const tracksWith = (pattern: string, joined: Prisma.Sql): Prisma.Sql => Prisma.sql`(
      SELECT id FROM tracks_played WHERE search_name LIKE ${pattern}
      ${joined} SELECT t.id FROM tracks t WHERE t.album_id IN (SELECT id FROM albums_played WHERE search_name LIKE ${pattern})
      ${joined} SELECT ta.track_id FROM track_artists ta
        WHERE ta.artist_id IN (SELECT id FROM artists_played WHERE search_name LIKE ${pattern})
      ${joined} SELECT t.id FROM beside b JOIN tracks t ON t.id = b.track_id LEFT JOIN albums al ON al.id = t.album_id
        WHERE t.search_name LIKE ${pattern} OR al.search_name LIKE ${pattern} OR EXISTS (SELECT FROM track_artists ta
          JOIN artists a ON a.id = ta.artist_id WHERE ta.track_id = t.id AND a.search_name LIKE ${pattern}))`;
