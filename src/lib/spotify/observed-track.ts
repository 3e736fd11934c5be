import { z } from 'zod';
import { RELEASE_DATE } from '../catalogue/release-date';
import { LONGEST_PLAY_MS, LONGEST_TEXT, toStoredName } from '../shared/history/play-bounds';

/** A track as Spotify describes it, reduced to what the catalogue stores. */
export interface ObservedTrack {
  spotifyId: string;
  name: string;
  durationMs: number | null;
  isrc: string | null;
  /** Null where the answer does not say. */
  explicit: boolean | null;
  /** Its place on the album. */
  discNumber: number | null;
  trackNumber: number | null;
  album: ObservedAlbum | null;
  /** In the track's order; an artist without an id is known by name only. */
  artists: { spotifyId: string | null; name: string }[];
  /** Some of its artists could not be read. */
  lacksArtists?: true;
}

interface ObservedAlbum {
  spotifyId: string;
  name: string;
  imageUrl: string | null;
  releaseDate: string | null;
  /** How many tracks it has. */
  totalTracks: number | null;
}

/** Whether an address is one whose pictures are taken. */
export type IsPicture = (url: string) => boolean;

/** Spotify's ids have 22 characters, addresses of contexts about 60; an index holds no much longer one. */
const LONGEST_ID = 500;
/** Of one track. */
const MOST_ARTISTS = 100;

export const text = z.string().transform(toStoredName);
export const id = text.pipe(z.string().min(1).max(LONGEST_ID));
export const lenient = <T extends z.ZodType>(schema: T) => schema.nullish().catch(null);

/** A place on an album, or how many it has. */
const place = lenient(z.int().positive().max(32_767));

const albumSchema = z.object({
  id,
  name: lenient(text),
  images: lenient(z.array(lenient(z.object({ url: text, width: lenient(z.number()) })))),
  release_date: lenient(z.string().regex(RELEASE_DATE)),
  total_tracks: place,
});

const artistSchema = z.object({ id: lenient(id), name: lenient(text) });

/** A track of any answer of Spotify's. Only the id is required: what else is missing or odd is left out. */
export const trackSchema = z.object({
  id,
  name: lenient(text),
  // A track that was taken down is 0 ms long; beyond a day it would give its plays a length that no play has.
  duration_ms: lenient(z.int().positive().max(LONGEST_PLAY_MS)),
  explicit: lenient(z.boolean()),
  disc_number: place,
  track_number: place,
  external_ids: lenient(z.object({ isrc: lenient(text) })),
  album: lenient(albumSchema),
  artists: lenient(z.array(z.unknown())),
});

export const toTrack = (track: z.output<typeof trackSchema>, isPicture: IsPicture): ObservedTrack => ({
  spotifyId: track.id,
  name: track.name ?? '',
  durationMs: track.duration_ms ?? null,
  isrc: track.external_ids?.isrc || null,
  explicit: track.explicit ?? null,
  discNumber: track.disc_number ?? null,
  trackNumber: track.track_number ?? null,
  album: track.album ? toAlbum(track.album, isPicture) : null,
  ...toArtists(track.artists ?? []),
});

/** Whether anything in it is a text beyond 10,000 characters; a loop, because JSON may be deeper than a stack. */
export function holdsLongText(item: unknown): boolean {
  const values: unknown[] = [item];
  for (const value of values) {
    if (typeof value === 'string' && value.length > LONGEST_TEXT) return true;
    if (typeof value !== 'object' || value === null) continue;
    for (const inner of Object.values(value)) values.push(inner);
  }
  return false;
}

function toAlbum(album: z.output<typeof albumSchema>, isPicture: IsPicture): ObservedAlbum {
  return {
    spotifyId: album.id,
    name: album.name ?? '',
    imageUrl: mediumImage(
      (album.images ?? []).flatMap((image) => (image && isPicture(image.url) ? [image] : [])),
    ),
    releaseDate: album.release_date ?? null,
    totalTracks: album.total_tracks ?? null,
  };
}

/** The image nearest above 300 px wide: sharp at list size on a dense screen, small enough for a page of fifty. */
function mediumImage(images: { url: string; width?: number | null }[]): string | null {
  const byWidth = [...images].sort((a, b) => (a.width ?? 0) - (b.width ?? 0));
  return (byWidth.find((image) => (image.width ?? 0) >= 300) ?? byWidth.at(-1))?.url ?? null;
}

function toArtists(items: unknown[]): Pick<ObservedTrack, 'artists' | 'lacksArtists'> {
  const artists = items.flatMap((item) => {
    const parsed = artistSchema.safeParse(item);
    if (!parsed.success || !(parsed.data.id || parsed.data.name)) return [];
    return [{ spotifyId: parsed.data.id ?? null, name: parsed.data.name ?? '' }];
  });
  const seen = new Set<string>();
  const different = artists.filter(({ spotifyId, name }) => {
    const isNew = !seen.has(spotifyId ?? name);
    seen.add(spotifyId ?? name);
    return isNew;
  });
  return {
    artists: different.slice(0, MOST_ARTISTS),
    ...(artists.length < items.length && { lacksArtists: true }),
  };
}
