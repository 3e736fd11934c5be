import { Prisma } from '@/generated/prisma/client';

/** What to look for in names. */
export interface NameSearch {
  /** A regular expression that has the last word. */
  pattern: string;
  /**
   * The same in plain letters, for the index over search_text(name), which finds more than is meant. Null where the text
   * is too short for it: the index would be read as a whole, and the listener's library is smaller than the catalogue.
   */
  indexed: string | null;
}

/** A condition: the name is meant. */
export const isNamed = (name: Prisma.Sql, { pattern, indexed }: NameSearch): Prisma.Sql =>
  indexed === null
    ? Prisma.sql`${name} ~ ${pattern}`
    : Prisma.sql`search_text(${name}) ~ search_text(${indexed}) AND ${name} ~ ${pattern}`;

/**
 * Selects track_id and plays of every track that the listener has played where its name, its album's or one of its
 * artists' is meant. Starts from the index or from the library, whichever the database takes for smaller.
 */
export const matchingTracks = (userId: number, search: NameSearch): Prisma.Sql => {
  const library = search.indexed === null ? Prisma.sql`AS MATERIALIZED` : Prisma.sql`AS NOT MATERIALIZED`;
  const named = isNamed(Prisma.sql`name`, search);
  return Prisma.sql`
    WITH tracks_played ${library} (
      SELECT t.id, t.name FROM user_track_stats s JOIN tracks t ON t.id = s.track_id WHERE s.user_id = ${userId}
    ), albums_played ${library} (
      SELECT al.id, al.name FROM user_album_stats s JOIN albums al ON al.id = s.album_id WHERE s.user_id = ${userId}
    ), artists_played ${library} (
      SELECT a.id, a.name FROM user_artist_stats s JOIN artists a ON a.id = s.artist_id WHERE s.user_id = ${userId}
    )
    SELECT s.track_id, s.plays FROM (
      SELECT id FROM tracks_played WHERE ${named}
      UNION SELECT t.id FROM albums_played al JOIN tracks t ON t.album_id = al.id WHERE ${isNamed(Prisma.sql`al.name`, search)}
      UNION SELECT ta.track_id FROM artists_played a JOIN track_artists ta ON ta.artist_id = a.id
        WHERE ${isNamed(Prisma.sql`a.name`, search)}
    ) m JOIN user_track_stats s ON s.user_id = ${userId} AND s.track_id = m.id`;
};
