/** A cover as bytes, in a format that the picture painter reads. */
export interface Artwork {
  mimeType: 'image/jpeg' | 'image/png' | 'image/svg+xml';
  bytes: Buffer;
}

export type FetchArtwork = (url: string) => Promise<Artwork | null>;

const SPOTIFY_IMAGES = 'https://i.scdn.co';
const TIMEOUT_MS = 3_000;
const MAX_BYTES = 2_000_000;

/**
 * Fetches covers from Spotify's image host, or the stand-in for it, and from no other host. Null for a cover that takes
 * more than three seconds or two megabytes.
 * @param imageUrl `SPOTIFY_IMAGE_URL`; drawn (SVG) covers are taken from a stand-in only.
 */
export function createArtworkFetcher(
  io: { fetch: typeof fetch },
  { imageUrl }: { imageUrl: string },
): FetchArtwork {
  const standIn = new URL(imageUrl).origin;
  return async (url) => {
    const origin = originOf(url);
    if (origin === null || (origin !== SPOTIFY_IMAGES && origin !== standIn)) return null;
    try {
      const signal = AbortSignal.timeout(TIMEOUT_MS);
      const response = await io.fetch(url, { signal, redirect: 'error', credentials: 'omit' });
      const mimeType = mimeTypeOf(response, origin !== SPOTIFY_IMAGES);
      const bytes = mimeType === null ? null : await readAtMost(response, MAX_BYTES);
      return mimeType && bytes ? { mimeType, bytes } : null;
    } catch {
      return null;
    }
  };
}

const originOf = (url: string): string | null => (URL.canParse(url) ? new URL(url).origin : null);

function mimeTypeOf(response: Response, mayBeDrawn: boolean): Artwork['mimeType'] | null {
  const type = response.headers.get('content-type')?.split(';')[0]?.trim();
  if (!response.ok) return null;
  if (type === 'image/jpeg' || type === 'image/png') return type;
  return mayBeDrawn && type === 'image/svg+xml' ? type : null;
}

async function readAtMost(response: Response, maxBytes: number): Promise<Buffer | null> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength;
    if (size > maxBytes) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
