import { z } from 'zod';

export interface ArtistDetails {
  spotifyId: string;
  name: string;
  imageUrl: string | null;
  /** Undefined when the answer has no such key, as in development mode: then the stored value must stay. */
  genres: string[] | undefined;
}

const artistSchema = z.object({
  id: z.string().min(1),
  name: z.string(),
  genres: z.array(z.string()).optional().catch(undefined),
  images: z
    .array(z.object({ url: z.string() }))
    .nullish()
    .catch(null),
});

const batchSchema = z.object({ artists: z.array(z.unknown()) });

/** Reads one artist of GET /v1/artists/{id}; null when it is not one. */
export function readArtist(body: unknown): ArtistDetails | null {
  const parsed = artistSchema.safeParse(body);
  if (!parsed.success) return null;
  const { id, name, genres, images } = parsed.data;
  return { spotifyId: id, name, genres, imageUrl: images?.[0]?.url ?? null };
}

/** Reads GET /v1/artists?ids=; omits unknown ids, which Spotify answers with null. */
export function readArtists(body: unknown): ArtistDetails[] | null {
  const parsed = batchSchema.safeParse(body);
  if (!parsed.success) return null;
  return parsed.data.artists.map(readArtist).filter((artist) => artist !== null);
}
