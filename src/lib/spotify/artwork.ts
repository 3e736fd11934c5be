import { readAtMost } from '@/lib/streams/read-at-most';
import { isPictureOf, isSpotifyImage, pictureSources } from '../shared/catalogue/spotify-image';

/** A cover as bytes, in a format that the picture painter reads. */
export interface Artwork {
  mimeType: 'image/jpeg' | 'image/png' | 'image/svg+xml';
  bytes: Buffer;
}

export type FetchArtwork = (url: string) => Promise<Artwork | null>;

const TIMEOUT_MS = 3_000;
const MAX_BYTES = 2_000_000;

/**
 * Fetches covers from Spotify's hosts, one after the other, or from the stand-in for them, and from nowhere else. Null for
 * a cover that no host gives within three seconds and two megabytes.
 * @param imageUrl `SPOTIFY_IMAGE_URL`; drawn (SVG) covers are taken from a stand-in only.
 */
export function createArtworkFetcher(
  io: { fetch: typeof fetch },
  { imageUrl }: { imageUrl: string },
): FetchArtwork {
  const isAllowed = isPictureOf(imageUrl);
  return async (url) => {
    if (!isAllowed(url)) return null;
    if (!isSpotifyImage(url)) return fetchFrom(io, url, { mayBeDrawn: true });
    for (const source of pictureSources(url)) {
      const artwork = await fetchFrom(io, source, { mayBeDrawn: false });
      if (artwork) return artwork;
    }
    return null;
  };
}

async function fetchFrom(
  io: { fetch: typeof fetch },
  url: string,
  { mayBeDrawn }: { mayBeDrawn: boolean },
): Promise<Artwork | null> {
  try {
    const signal = AbortSignal.timeout(TIMEOUT_MS);
    const response = await io.fetch(url, { signal, redirect: 'error', credentials: 'omit' });
    const mimeType = mimeTypeOf(response, mayBeDrawn);
    const bytes = mimeType === null ? null : await readAtMost(response, MAX_BYTES);
    return mimeType && bytes ? { mimeType, bytes } : null;
  } catch {
    // No network, no such host, too late: the cover cannot be had there.
    return null;
  }
}

function mimeTypeOf(response: Response, mayBeDrawn: boolean): Artwork['mimeType'] | null {
  const type = response.headers.get('content-type')?.split(';')[0]?.trim();
  if (!response.ok) return null;
  if (type === 'image/jpeg' || type === 'image/png') return type;
  return mayBeDrawn && type === 'image/svg+xml' ? type : null;
}
