import { z } from 'zod';
import { LONGEST_TEXT } from '@/lib/shared/history/play-bounds';
import { type IsPicture, id, lenient, text } from './observed-track';

export interface ArtistDetails {
  spotifyId: string;
  name: string;
  imageUrl: string | null;
  /** Undefined when the answer has no such key, as in development mode: then the stored value must stay. */
  genres: string[] | undefined;
}

/** Of one artist. */
const MOST_GENRES = 50;

const name = z.string().max(LONGEST_TEXT).pipe(text);

const artistSchema = z.object({
  id,
  name,
  genres: z
    .array(lenient(name))
    .transform((genres) => genres.flatMap((genre) => genre || []).slice(0, MOST_GENRES))
    .optional()
    .catch(undefined),
  images: lenient(z.array(lenient(z.object({ url: text })))),
});

const batchSchema = z.object({ artists: z.array(z.unknown()) });

/** Reads one artist of GET /v1/artists/{id}; null when it is not one. `isPicture`: whose pictures are taken. */
export function readArtist(body: unknown, isPicture: IsPicture): ArtistDetails | null {
  const parsed = artistSchema.safeParse(body);
  if (!parsed.success) return null;
  const { id, name, genres, images } = parsed.data;
  const urls = (images ?? []).flatMap((image) => image?.url ?? []);
  return { spotifyId: id, name, genres, imageUrl: urls.find(isPicture) ?? null };
}

/** Reads GET /v1/artists?ids=; omits unknown ids, which Spotify answers with null. */
export function readArtists(body: unknown, isPicture: IsPicture): ArtistDetails[] | null {
  const parsed = batchSchema.safeParse(body);
  if (!parsed.success) return null;
  return parsed.data.artists
    .map((artist) => readArtist(artist, isPicture))
    .filter((artist) => artist !== null);
}
