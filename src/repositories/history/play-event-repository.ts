import { z } from 'zod';
import { Prisma } from '@/generated/prisma/client';
import type { Database } from '@/lib/db/client';
import { query } from '@/lib/db/query';
import { artistsOfTrack } from '@/repositories/catalogue/artists-of-track';
import { listedPlays } from './filtered-plays';

export const shownPlayRow = z.object({
  playedAt: z.date(),
  trackId: z.int(),
  spotifyId: z.string().nullable(),
  name: z.string(),
  artists: z.array(z.string()),
  albumName: z.string().nullable(),
  imageUrl: z.string().nullable(),
  listenedMs: z.int(),
  isEstimate: z.boolean(),
});

/** A play with what is needed to show it. `listenedMs` is an estimate where no source reported the listened time. */
export type ShownPlayRow = z.output<typeof shownPlayRow>;

/** A position in the history: the next page starts after it. Together with the listener it is the key of a play. */
export interface PlayCursor {
  playedAt: Date;
  trackId: number;
}

/** The latest plays that count, newest first, read from the primary key. */
export async function findRecentPlays(db: Database, userId: number, limit: number): Promise<ShownPlayRow[]> {
  return query(db, shownPlayRow)`
    WITH page AS MATERIALIZED (
      SELECT played_at, track_id, ms_played, listened_ms FROM counted_plays
      WHERE user_id = ${userId}
      ORDER BY played_at DESC, track_id DESC
      LIMIT ${limit}
    )
    ${describePage}
    ORDER BY page.played_at DESC, page.track_id DESC`;
}

const listedRow = shownPlayRow.extend({ isLeftOut: z.boolean() });

/** A play that is long enough to count, and whether it is left out of statistics. */
export type ListedRow = z.output<typeof listedRow>;

/** The latest plays as the history lists them: those that are left out of statistics too. */
export async function findLatestListed(db: Database, userId: number, limit: number): Promise<ListedRow[]> {
  return query(db, listedRow)`
    WITH page AS MATERIALIZED (
      SELECT played_at, track_id, ms_played, listened_ms IS NULL AS is_left_out,
        listened_time(user_id, played_at, track_id, ms_played, listened_ms) AS listened_ms
      FROM ${listedPlays({ withShort: false })} WHERE user_id = ${userId}
      ORDER BY played_at DESC, track_id DESC
      LIMIT ${limit}
    )
    ${describedAs(Prisma.sql`, page.is_left_out AS "isLeftOut"`)}
    ORDER BY page.played_at DESC, page.track_id DESC`;
}

/** How many plays a listener has, or all of them together; counted in the plays themselves, so linear in plays. */
export async function countPlaysByUser(db: Database, userId?: number): Promise<number> {
  return db.playEvent.count({ where: userId === undefined ? {} : { userId } });
}

/** From `page` (played_at, track_id, ms_played, listened_ms): names and artwork are joined after it is selected, so that their cost depends on the page alone. */
export const describePage = describedAs(Prisma.empty);

/** With further columns of `page`. */
function describedAs(further: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`
  SELECT page.played_at AS "playedAt", page.track_id AS "trackId", t.spotify_id AS "spotifyId", t.name,
    ${artistsOfTrack('name')} AS artists,
    al.name AS "albumName", al.image_url AS "imageUrl", page.listened_ms AS "listenedMs",
    page.ms_played IS NULL AS "isEstimate"${further}
  FROM page
  JOIN tracks t ON t.id = page.track_id
  LEFT JOIN albums al ON al.id = t.album_id`;
}
