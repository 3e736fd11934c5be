import { z } from 'zod';
import { LONGEST_TEXT, toStoredName } from '@/lib/shared/history/play-bounds';

const MOST_GENRES = 10;
const SPOTIFY_ARTIST = /^https:\/\/open\.spotify\.com\/artist\/([A-Za-z0-9]+)$/;

const linkSchema = z.object({ resource: z.string(), relations: z.array(z.unknown()).default([]) });
const linksSchema = z.object({ urls: z.array(z.unknown()) });
const relationSchema = z.object({ artist: z.object({ id: z.guid() }) });
const genresSchema = z.object({ genres: z.array(z.unknown()) });
const genreSchema = z.object({
  name: z.string().max(LONGEST_TEXT).trim().transform(toStoredName).pipe(z.string().min(1)),
  count: z.number().catch(0),
});

/**
 * Reads GET /ws/2/url into Spotify id → MusicBrainz id; null when it is malformed. For a single resource, MusicBrainz
 * returns the bare URL in place of a list. Of several artists with the same URL, the first one is used.
 * Source: https://musicbrainz.org/doc/MusicBrainz_API#url_.28by_text.29
 */
export function readLinks(body: unknown): Map<string, string> | null {
  const many = linksSchema.safeParse(body);
  const one = linkSchema.safeParse(body);
  if (!many.success && !one.success) return null;
  const links = (many.data?.urls ?? [body]).flatMap((link) => linkSchema.safeParse(link).data ?? []);
  return new Map(
    links.flatMap(({ resource, relations }) => {
      const spotifyId = SPOTIFY_ARTIST.exec(resource)?.[1];
      const artist = relations.map((r) => relationSchema.safeParse(r).data?.artist).find(Boolean);
      return spotifyId && artist ? [[spotifyId, artist.id] as const] : [];
    }),
  );
}

/** Reads the genres of GET /ws/2/artist/{id}?inc=genres: most votes first, then by name; null when it is malformed. */
export function readGenres(body: unknown): string[] | null {
  const parsed = genresSchema.safeParse(body);
  if (!parsed.success) return null;
  const genres = parsed.data.genres.flatMap((genre) => genreSchema.safeParse(genre).data ?? []);
  const ranked = genres.toSorted((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1));
  return [...new Set(ranked.map((genre) => genre.name))].slice(0, MOST_GENRES);
}
