import { Prisma } from '@/generated/prisma/client';

const credits = (track: Prisma.Sql): Prisma.Sql => Prisma.sql`
  FROM track_artists ta JOIN artists a ON a.id = ta.artist_id WHERE ta.track_id = ${track}`;

/** A column of a track's artists as an array, in the order in which Spotify names them. */
export const artistsOfTrack = (
  column: 'name' | 'spotify_id',
  track: Prisma.Sql = Prisma.sql`t.id`,
): Prisma.Sql =>
  Prisma.sql`ARRAY(SELECT ${Prisma.raw(`a.${column}`)} ${credits(track)} ORDER BY ta.position)`;

/** Names and Spotify's ids of the artists of the track `t`, for a LATERAL join; a condition may follow. Null without artists. */
export const artistArrays: Prisma.Sql = Prisma.sql`
  SELECT array_agg(a.name ORDER BY ta.position) AS names, array_agg(a.spotify_id ORDER BY ta.position) AS ids
  ${credits(Prisma.sql`t.id`)}`;

/** The artists of the track `t`, each as {id, name}. */
export const linkedArtists: Prisma.Sql = Prisma.sql`
  (SELECT coalesce(jsonb_agg(jsonb_build_object('id', a.id, 'name', a.name) ORDER BY ta.position), '[]') ${credits(Prisma.sql`t.id`)})`;
