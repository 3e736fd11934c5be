import { z } from 'zod';
import { LONGEST_TEXT, toStoredName } from '@/lib/shared/history/play-bounds';

export interface ArtistDetails {
  spotifyId: string;
  name: string;
  imageUrl: string | null;
  /** Undefined when the answer has no such key, as in development mode: then the stored value must stay. */
  genres: string[] | undefined;
}

/** Of one artist. */
const MOST_GENRES = 50;

const name = z.string().max(LONGEST_TEXT).transform(toStoredName);

const artistSchema = z.object({
  id: z.string().min(1),
  name,
  genres: z
    .array(name)
    .transform((genres) => genres.slice(0, MOST_GENRES))
    .optional()
    .catch(undefined),
  images: z
    .array(z.object({ url: z.string() }))
    .nullish()
    .catch(null),
});

const batchSchema = z.object({ artists: z.array(z.unknown()) });

/** Reads one artist of GET /v1/artists/{id}; null when it is not one. `isPicture`: whose pictures are taken. */
export function readArtist(body: unknown, isPicture: (url: string) => boolean): ArtistDetails | null {
  const parsed = artistSchema.safeParse(body);
  if (!parsed.success) return null;
  const { id, name, genres, images } = parsed.data;
  return { spotifyId: id, name, genres, imageUrl: images?.find(({ url }) => isPicture(url))?.url ?? null };
}

/** Reads GET /v1/artists?ids=; omits unknown ids, which Spotify answers with null. */
export function readArtists(body: unknown, isPicture: (url: string) => boolean): ArtistDetails[] | null {
  const parsed = batchSchema.safeParse(body);
  if (!parsed.success) return null;
  return parsed.data.artists
    .map((artist) => readArtist(artist, isPicture))
    .filter((artist) => artist !== null);
}
