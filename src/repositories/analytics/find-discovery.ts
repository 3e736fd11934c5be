import { z } from 'zod';
import { Prisma } from '@/generated/prisma/client';
import type { Database } from '@/lib/db/client';
import { query, queryOnly } from '@/lib/db/query';
import { kindInSql } from '@/repositories/catalogue/entity-kinds';
import { type Days, type Listener, onDays, playedTracks } from './listener-days';
import { rankedEntityRow } from './ranked-row';

const countsRow = z.object({
  newTracks: z.int(),
  newArtists: z.int(),
  newAlbums: z.int(),
  playsOfNew: z.int(),
  playsOfKnown: z.int(),
});

const FIRST = Prisma.sql`r.first_played_at`;

/** How many recordings, artists and albums were first played on these days, and the plays of new and of known recordings. */
export async function countDiscoveries(
  db: Database,
  listener: Listener,
  days: Days,
): Promise<z.output<typeof countsRow>> {
  const isNew = onDays(FIRST, listener, days);
  const { fromPlayed } = kindInSql('track', listener.id);
  return queryOnly(db, countsRow)`
    WITH played AS MATERIALIZED (
      ${playedTracks(listener, days)}
    ), recordings AS (
      SELECT c.plays, ${isNew} AS is_new FROM (${fromPlayed(Prisma.sql`played`)}) c
      JOIN user_recording_stats r ON r.user_id = ${listener.id} AND r.recording_id = c.id
    )
    SELECT count(*) FILTER (WHERE is_new)::int AS "newTracks",
      (SELECT count(*)::int FROM user_artist_stats r WHERE r.user_id = ${listener.id} AND ${isNew}
        AND r.artist_id IN (SELECT artist_id FROM played JOIN track_artists USING (track_id))) AS "newArtists",
      (SELECT count(*)::int FROM user_album_stats r WHERE r.user_id = ${listener.id} AND ${isNew}
        AND r.album_id IN (SELECT album_id FROM played JOIN tracks ON id = track_id)) AS "newAlbums",
      coalesce(sum(plays) FILTER (WHERE is_new), 0)::int AS "playsOfNew",
      coalesce(sum(plays) FILTER (WHERE NOT is_new), 0)::int AS "playsOfKnown"
    FROM recordings`;
}

const firstRow = rankedEntityRow.extend({ rank: z.int() });

/** The artists first played on these days, most played on them first. */
export async function findNewArtists(
  db: Database,
  listener: Listener,
  days: Days,
  limit: number,
): Promise<z.output<typeof firstRow>[]> {
  const { fromPlayed, described, joins } = kindInSql('artist', listener.id);
  return query(db, firstRow)`
    WITH ranked AS MATERIALIZED (
      SELECT c.id, c.plays, c.listened_ms, r.first_played_at,
        row_number() OVER (ORDER BY c.plays DESC, c.listened_ms DESC, c.id)::int AS rank
      FROM (${fromPlayed(Prisma.sql`(${playedTracks(listener, days)})`)}) c
      JOIN user_artist_stats r ON r.user_id = ${listener.id} AND r.artist_id = c.id AND ${onDays(FIRST, listener, days)}
      ORDER BY rank LIMIT ${limit}
    )
    SELECT ${described}, ranked.plays, ranked.listened_ms AS "listenedMs",
      ranked.first_played_at AS "firstPlayedAt", ranked.rank
    FROM ranked ${joins} ORDER BY ranked.rank`;
}
