import { randomBytes } from 'node:crypto';
import { Resvg } from '@resvg/resvg-js';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { drawable, readCoverage } from '@/lib/share/drawable';
import { MAX_IMAGE_BYTES, type PictureTexts, paintPicture } from '@/lib/share/paint';
import { createArtworkFetcher } from '@/lib/spotify/artwork';

const coverage = readCoverage(['U+0000-00FF,U+0131', 'U+0400-045F', 'U+2000-206F']);

const texts: PictureTexts = {
  title: 'A year of listening',
  name: 'Hannah',
  days: '23 Nov 2025 – 22 Nov 2026',
  figure: '1,204',
  unit: 'hours',
  sentence: '18,532 plays of 4,210 tracks by 1,377 artists',
  covers: [],
};

/** A cover that compresses worse than any photograph: noise in every pixel, none the same. */
function noise(size = 320) {
  const cells = randomBytes(100 * 100 * 3);
  const rects = Array.from({ length: 100 * 100 }, (_, i) => {
    const color = cells.subarray(i * 3, i * 3 + 3).toString('hex');
    return `<rect x="${i % 100}" y="${Math.floor(i / 100)}" width="1" height="1" fill="#${color}"/>`;
  });
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100" width="${size}" height="${size}">${rects.join('')}</svg>`;
  return { mimeType: 'image/png' as const, bytes: new Resvg(svg).render().asPng() };
}

describe('texts in the picture', () => {
  it.each([
    ['A year', 'A year'],
    ['Привет, year', 'Привет, year'],
    ['my year 🎧 2026', 'my year 2026'],
    ['two\nlines', 'two lines'],
    ['e\u0301', 'é'],
    ['bell\u0007\u200d', 'bell'],
    ['椎名林檎', ''],
    ['A Window (feat. 椎名林檎)', 'A Window'],
    ['A Window (with 椎名林檎) [Live]', 'A Window [Live]'],
    ['椎名林檎 live', 'live'],
    ['椎名林檎の live', ''],
    ['🎧🎶', ''],
  ])('%j is drawn as %j', (text, drawn) => {
    expect(drawable(text, coverage)).toBe(drawn);
  });
});

describe('painting', { timeout: 30_000 }, () => {
  const network = vi.fn<typeof fetch>();
  beforeEach(() => {
    vi.stubGlobal('fetch', network);
  });
  afterEach(() => {
    vi.unstubAllGlobals();
  });

  it.each([
    ['Latin', 'Ein Jahr voller Müßiggang, çava, Łódź, Tiếng Việt'],
    ['Cyrillic', 'Год музыки'],
    ['Japanese', '私の一年'],
    ['Arabic and Hebrew', 'سنة من الموسيقى שנה'],
    ['emoji', '🎧🏳️‍🌈👩🏽‍🎤 1️⃣'],
    ['everything long', 'Wortungetüm'.repeat(9)],
  ])('manages %s without asking a network', async (_, title) => {
    const png = await paintPicture({ ...texts, title, name: title, sentence: title });
    expect(png.subarray(1, 4).toString()).toBe('PNG');
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([1200, 630]);
    expect(network).not.toHaveBeenCalled();
  });

  it.each([
    ['extended Latin', 'Łodz', 'Żodz'],
    ['Cyrillic', 'Год', 'Дом'],
    ['Vietnamese', 'Tiếng', 'Tiểng'],
  ])('draws the letters of %s, not one sign for all that a font lacks', async (_, one, other) => {
    const paintOf = (text: string) => paintPicture({ ...texts, title: text, name: text, sentence: text });
    expect((await paintOf(one)).equals(await paintOf(other))).toBe(false);
  });

  it.each([1, 5])('stays below 300 kB with %i covers of the worst kind, and shows them', async (count) => {
    const none = await paintPicture({ ...texts, covers: [] });
    const covers = Array.from({ length: count }, (_, index) => ({
      ...{ name: `Space ${index}`, detail: 'Nala Sinephro' },
      art: noise(),
    }));
    const png = await paintPicture({ ...texts, covers });
    expect(png.byteLength).toBeLessThanOrEqual(MAX_IMAGE_BYTES);
    // So many pixels of noise, three bytes each.
    expect(png.byteLength - none.byteLength).toBeGreaterThan(60_000);
  });

  it.each([1, 5])('puts a letter where each of %i covers has no picture, in any script', async (count) => {
    const covers = (name: string) =>
      Array.from({ length: count }, (_, index) => ({ name, detail: String(index), art: null }));
    const none = await paintPicture({ ...texts, covers: [] });
    const latin = await paintPicture({ ...texts, covers: covers('Space 1.8') });
    const japanese = await paintPicture({ ...texts, covers: covers('椎名林檎') });
    expect(latin.equals(none)).toBe(false);
    expect(japanese.equals(latin)).toBe(false);
  });

  it('names the artists alone where our fonts lack the letters of their album', async () => {
    const art = noise();
    const paintOf = (name: string, detail: string) =>
      paintPicture({ ...texts, covers: [{ name, detail, art }] });
    const greek = await paintOf('Φεγγάρι', 'İlker Topluluğu');
    expect(greek.equals(await paintOf('İlker Topluluğu', ''))).toBe(true);
    expect(greek.equals(await paintOf('Φεγγάρι', ''))).toBe(false);
  });
});

describe('covers', () => {
  const fetched: string[] = [];
  afterEach(() => {
    fetched.length = 0;
  });
  const answering = (response: () => Response) =>
    createArtworkFetcher(
      {
        fetch: async (url) => {
          fetched.push(String(url));
          return response();
        },
      },
      { imageUrl: 'http://127.0.0.1:9000' },
    );
  const jpeg = () => new Response(new Uint8Array([1, 2]), { headers: { 'content-type': 'image/jpeg' } });

  it('are fetched from Spotify’s host and its stand-in, and from nowhere else', async () => {
    const fetchArtwork = answering(jpeg);
    expect(await fetchArtwork('https://i.scdn.co/image/a')).toMatchObject({ mimeType: 'image/jpeg' });
    expect(await fetchArtwork('http://127.0.0.1:9000/image/a')).not.toBeNull();
    fetched.length = 0;
    for (const url of [
      'https://i.scdn.co.evil.example/a',
      'https://evil.example/?https://i.scdn.co',
      'http://i.scdn.co/image/a',
      'https://scdn.co.evil.example/image/a',
      'https://evilscdn.co/image/a',
      'https://user@i.scdn.co/image/a',
      'https://i.scdn.co:8443/image/a',
      `https://i.scdn.co/image/${'a'.repeat(1_000)}`,
      'http://127.0.0.1:9001/a',
      'http://169.254.169.254/latest/meta-data',
      'file:///etc/passwd',
      'data:image/png;base64,AAAA',
      'no address',
    ])
      expect([url, await fetchArtwork(url)]).toEqual([url, null]);
    expect(fetched).toEqual([]);
  });

  it('are asked for at the next host where one has none', async () => {
    const fetchArtwork = createArtworkFetcher(
      {
        fetch: async (url) => {
          fetched.push(String(url));
          if (!String(url).includes('-ak.')) throw new TypeError('getaddrinfo ENOTFOUND');
          return jpeg();
        },
      },
      { imageUrl: 'https://i.scdn.co' },
    );
    expect(await fetchArtwork('https://i.scdn.co/image/ab67')).toMatchObject({ mimeType: 'image/jpeg' });
    expect(fetched).toEqual([
      'https://i.scdn.co/image/ab67',
      'https://image-cdn-fa.spotifycdn.com/image/ab67',
      'https://image-cdn-ak.spotifycdn.com/image/ab67',
    ]);
    fetched.length = 0;
    expect(await fetchArtwork('https://mosaic.scdn.co/640/ab67')).toBeNull();
    expect(fetched).toEqual(['https://mosaic.scdn.co/640/ab67']);
  });

  it.each([
    ['an error', () => new Response('', { status: 500 })],
    ['a page', () => new Response('<p>', { headers: { 'content-type': 'text/html' } })],
    ['a drawing', () => new Response('<svg/>', { headers: { 'content-type': 'image/svg+xml' } })],
    [
      'too much',
      () => new Response(new Uint8Array(2_000_001), { headers: { 'content-type': 'image/jpeg' } }),
    ],
    ['no network', () => Promise.reject(new TypeError('fetch failed'))],
  ])('are left out for %s', async (_, response) => {
    const fetchArtwork = createArtworkFetcher(
      { fetch: async () => response() },
      { imageUrl: 'https://i.scdn.co' },
    );
    expect(await fetchArtwork('https://i.scdn.co/image/a')).toBeNull();
  });
});
