import { z } from 'zod';
import { Prisma } from '@/generated/prisma/client';
import type { Database } from '@/lib/db/client';
import { query } from '@/lib/db/query';
import type { Days, Listener } from '@/repositories/analytics/listener-days';
import { rankedEntityRow } from '@/repositories/analytics/ranked-row';
import { kindInSql } from './entity-kinds';
import { isOfEntity } from './find-entity-plays';
import { playedAmong } from './find-entity-tracks';

const albumRow = rankedEntityRow.extend({ playedTracks: z.int(), totalTracks: z.int().nullable() });

export type AlbumOfArtistRow = z.output<typeof albumRow>;

/** Two answers about one place on an album are one track of it. */
const placeOnAlbum = (track: Prisma.Sql): Prisma.Sql =>
  Prisma.sql`coalesce(coalesce(${track}.disc_number, 1) * 32768 + ${track}.track_number, -${track}.id)`;

/** The albums on which the listener played this artist most on the days, each with the plays of the artist on it alone. */
export function findAlbumsOfArtist(
  db: Database,
  listener: Listener,
  artistId: number,
  { days, limit }: { days: Days; limit: number },
): Promise<AlbumOfArtistRow[]> {
  const { id: userId } = listener;
  const { described, joins } = kindInSql('album', userId);
  const isAmong = isOfEntity(userId, { kind: 'artist', id: artistId });
  return query(db, albumRow)`
    WITH ranked AS MATERIALIZED (
      SELECT t.album_id AS id, sum(h.plays)::int AS plays, sum(h.listened_ms)::bigint AS listened_ms,
        count(DISTINCT ${placeOnAlbum(Prisma.sql`t`)})::int AS played
      FROM (${playedAmong(listener, days, isAmong)}) h JOIN tracks t ON t.id = h.track_id
      WHERE t.album_id IS NOT NULL GROUP BY 1 ORDER BY 2 DESC, 3 DESC, 1 LIMIT ${limit}
    )
    SELECT ${described}, ranked.plays, ranked.listened_ms AS "listenedMs", r.first_played_at AS "firstPlayedAt",
      ranked.played AS "playedTracks", al.total_tracks AS "totalTracks"
    FROM ranked ${joins} JOIN user_album_stats r ON r.user_id = ${userId} AND r.album_id = ranked.id
    ORDER BY ranked.plays DESC, ranked.listened_ms DESC, ranked.id`;
}
