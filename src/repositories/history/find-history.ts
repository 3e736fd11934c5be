import { z } from 'zod';
import { Prisma } from '@/generated/prisma/client';
import type { Database } from '@/lib/db/client';
import { query } from '@/lib/db/query';
import { PLAY_SOURCES } from '@/lib/history/play-source';
import type { Listener } from '@/repositories/analytics/listener-days';
import { artistsOfTrack } from '@/repositories/catalogue/artists-of-track';
import { matchingTracks, type NameSearch } from '@/repositories/catalogue/name-search';
import { listedPlays, matchesFilter, type PlaysQuestion } from './filtered-plays';

const historyPlayRow = z.object({
  playedAt: z.date(),
  trackId: z.int(),
  spotifyId: z.string().nullable(),
  name: z.string(),
  artists: z.array(z.string()),
  artistIds: z.array(z.int()),
  albumId: z.int().nullable(),
  albumName: z.string().nullable(),
  imageUrl: z.string().nullable(),
  listenedMs: z.int(),
  isEstimate: z.boolean(),
  isCounted: z.boolean(),
  isLeftOut: z.boolean(),
  sources: z.array(z.enum(PLAY_SOURCES)),
});

export type HistoryPlayRow = z.output<typeof historyPlayRow>;

export interface HistoryQuestion extends PlaysQuestion {
  limit: number;
  /** Plays before this one: the last of the previous page. */
  after: { playedAt: Date; trackId: number } | null;
}

/** A page of plays, newest first, from the primary key at any depth, or from the index by track for a search. */
export async function findHistory(
  db: Database,
  listener: Listener,
  { limit, after, ...plays }: HistoryQuestion,
): Promise<HistoryPlayRow[]> {
  return query(db, historyPlayRow)`
    WITH ${plays.search ? pageOfSearch(listener, { limit, after, ...plays }, plays.search) : pageOf(listener, { limit, after, ...plays })}
    SELECT page.played_at AS "playedAt", page.track_id AS "trackId", t.spotify_id AS "spotifyId", t.name,
      ${artistsOfTrack('name')} AS artists,
      ARRAY(SELECT ta.artist_id FROM track_artists ta WHERE ta.track_id = t.id ORDER BY ta.position) AS "artistIds",
      t.album_id AS "albumId", al.name AS "albumName", al.image_url AS "imageUrl",
      listened_time(u.id, page.played_at, page.track_id, page.ms_played, page.listened_ms) AS "listenedMs",
      page.ms_played IS NULL AS "isEstimate", counts_as_play(page.ms_played, u.counts_from_ms) AS "isCounted",
      page.listened_ms IS NULL AS "isLeftOut", o.sources::text[] AS sources
    FROM page JOIN users u ON u.id = ${listener.id} JOIN play_origins o ON o.id = page.origin_id JOIN tracks t ON t.id = page.track_id
    LEFT JOIN albums al ON al.id = t.album_id
    ORDER BY page.played_at DESC, page.track_id DESC`;
}

const COLUMNS = Prisma.sql`played_at, track_id, ms_played, listened_ms, origin_id`;
const NEWEST_FIRST = Prisma.sql`ORDER BY played_at DESC, track_id DESC`;

const older = ({ after }: HistoryQuestion): Prisma.Sql =>
  after ? Prisma.sql`AND (played_at, track_id) < (${after.playedAt}, ${after.trackId})` : Prisma.empty;

const pageOf = (listener: Listener, question: HistoryQuestion): Prisma.Sql => Prisma.sql`
  page AS MATERIALIZED (
    SELECT ${COLUMNS} FROM ${listedPlays(question)} WHERE ${matchesFilter(listener, question)} ${older(question)}
    ${NEWEST_FIRST} LIMIT ${question.limit}
  )`;

/**
 * Whether as many plays as were found are fetched by track and sorted. Spread evenly, a page of them is found among
 * limit × all ÷ found plays by scanning back in time: that is done where it reads fewer. Where no play counts there are no totals.
 */
const areFew = (listener: Listener, limit: number): Prisma.Sql => Prisma.sql`
  (SELECT sum(plays + left_out)::float ^ 2
    <= ${limit}::float * coalesce((SELECT plays FROM user_totals WHERE user_id = ${listener.id}), 0) FROM matching)`;

/**
 * Only one of the two halves returns rows: which one is decided once the tracks are known. OFFSET 0 keeps the planner from
 * reading the first half in chronological order.
 */
const pageOfSearch = (listener: Listener, question: HistoryQuestion, search: NameSearch): Prisma.Sql => {
  const wanted = Prisma.sql`${matchesFilter(listener, { ...question, search: null })} ${older(question)}`;
  return Prisma.sql`
  matching AS MATERIALIZED (${matchingTracks(listener.id, search, question.withShort)}),
  page AS MATERIALIZED (
    SELECT * FROM (
      SELECT * FROM (
        SELECT p.* FROM matching m CROSS JOIN LATERAL (
          SELECT ${COLUMNS} FROM ${listedPlays(question)}
          WHERE ${wanted} AND track_id = m.track_id AND ${areFew(listener, question.limit)}
        ) p OFFSET 0
      ) q ${NEWEST_FIRST} LIMIT ${question.limit}
    ) few UNION ALL SELECT * FROM (
      SELECT ${COLUMNS} FROM ${listedPlays(question)} WHERE NOT ${areFew(listener, question.limit)} AND ${wanted}
        AND (track_id IN (SELECT track_id FROM matching)) IS TRUE ${NEWEST_FIRST} LIMIT ${question.limit}
    ) many
  )`;
};
