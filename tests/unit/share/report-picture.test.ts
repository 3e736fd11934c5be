import { randomBytes } from 'node:crypto';
import { Resvg } from '@resvg/resvg-js';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { drawable, isCovered, readCoverage } from '@/lib/share/drawable';
import { MAX_IMAGE_BYTES, type PictureTexts, paintPicture } from '@/lib/share/paint';
import { createTypesetter } from '@/lib/share/typesetter';
import { createArtworkFetcher } from '@/lib/spotify/artwork';

const coverage = readCoverage(['U+0000-00FF,U+0131', 'U+0400-045F', 'U+2000-206F']);

const texts: PictureTexts = {
  title: 'A year of listening',
  name: 'Hannah',
  days: '23 Nov 2025 – 22 Nov 2026',
  figure: '1,204',
  unit: 'hours',
  sentence: '18,532 plays of 4,210 tracks by 1,377 artists',
  heading: 'Top albums',
  covers: [],
};

/** The class of weight in the table OS/2 of a TrueType font. */
function weightOf(font: DataView): number {
  const tables = Array.from({ length: font.getUint16(4) }, (_, index) => 12 + index * 16);
  const record = tables.find((at) => font.getUint32(at) === 0x4f532f32) ?? 0;
  return font.getUint16(font.getUint32(record + 8) + 4);
}

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
    ['bell\u200cs', 'bells'],
    ['Год\u064e', 'Год'],
    ['椎名林檎', ''],
    ['A Window (feat. 椎名林檎)', 'A Window'],
    ['A Window (with 椎名林檎) [Live]', 'A Window [Live]'],
    ['椎名林檎 live', 'live'],
    ['椎名林檎の live', ''],
    ['🎧🎶', ''],
  ])('%j is drawn as %j', (text, drawn) => {
    expect(drawable(text, (character) => isCovered(character, coverage))).toBe(drawn);
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
    ['Georgian', 'ერთი წელი'],
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
    ['transliterations', 'Ḥǎ', 'Ṭǒ'],
    ['dashes', 'a ― b', 'a ‐ b'],
    ['Cyrillic', 'Год', 'Дом'],
    ['Vietnamese', 'Tiếng', 'Tiểng'],
    ['extended Cyrillic', 'Ҡ', 'Ҥ'],
    ['Greek', 'Φως', 'Φας'],
    ['Arabic', 'فيروز', 'نيروز'],
    ['Hebrew', 'שנה', 'שבה'],
    ['Devanagari', 'सिंह', 'पिंह'],
    ['Thai', 'คาราบาว', 'คาราบาน'],
    ['Japanese', '椎名林檎', '東京事変'],
    ['Chinese', '龙拳', '龙伦'],
    ['Korean', '아이유', '방탄유'],
    ['signs', 'Songs ★ ♪', 'Songs ♪ ★'],
  ])('draws the letters of %s, not one sign for all that a font lacks', async (_, one, other) => {
    const paintOf = (text: string) => paintPicture({ ...texts, title: text, name: text, sentence: text });
    expect((await paintOf(one)).equals(await paintOf(other))).toBe(false);
  });

  it('keeps whole names of any of these scripts, and draws nothing of those it has no font for', async () => {
    const { drawn } = await createTypesetter();
    for (const name of [
      'Ελευθερία Αρβανιτάκη',
      'Ђорђе Балашевић',
      'أم كلثوم',
      'گوگوش',
      'ڈھول',
      'עידן רייכל',
      'می\u200cخواهم',
      'अरिजीत सिंह',
      'คาราบาว',
      '宇多田ヒカル',
      '米津玄師「Lemon」',
      '鄧麗君',
      '周杰伦',
      '아이유',
      '방탄소년단 (BTS)',
    ])
      expect(drawn(name)).toBe(name);
    expect(drawn('თბილისი')).toBe('');
    expect(drawn('இளையராஜா')).toBe('');
  });

  it('has the fonts of the scripts that its texts need, and no others, in every weight', async () => {
    const plain = await createTypesetter();
    plain.drawn('Nala Sinephro');
    const typesetter = await createTypesetter();
    typesetter.drawn('Φως 椎');
    const pages = await plain.fonts();
    const more = (await typesetter.fonts()).slice(pages.length - 1, -1);
    expect(more.map(({ name, weight }) => [name.replace(/.*files\//, ''), weight])).toEqual([
      ['noto-sans-greek-wght-normal.woff2', 400],
      ['noto-sans-greek-wght-normal.woff2', 600],
      [expect.stringMatching(/^noto-sans-sc-\d+-wght/), 400],
      [expect.stringMatching(/^noto-sans-sc-\d+-wght/), 600],
    ]);
    // The class of weight in OS/2: satori would thicken what is not of the weight asked for.
    expect(more.map(({ data }) => weightOf(new DataView(new Uint8Array(data).buffer)))).toEqual([
      400, 600, 400, 600,
    ]);
  });

  it('manages letters that are joined or kept apart, wherever they stand', async () => {
    for (const title of ['می\u200cخواهم', '\u06fa\u200cLow', 'क्\u200dष', 'מ 14', 'سنة 2025 – 14'])
      expect((await paintPicture({ ...texts, title, name: title })).subarray(1, 4).toString()).toBe('PNG');
  });

  it('prefers Japanese forms of ideographs where a text of the picture is Japanese', async () => {
    const typesetter = await createTypesetter();
    typesetter.drawn('椎名林檎');
    typesetter.drawn('ヒカル');
    const names = (await typesetter.fonts()).map(({ name }) => name);
    expect(names.some((name) => name.includes('noto-sans-jp'))).toBe(true);
    expect(names.some((name) => name.includes('noto-sans-sc'))).toBe(false);
  });

  it.each([1, 5])('stays below 300 kB with %i covers of the worst kind, and shows them', async (count) => {
    const none = await paintPicture({ ...texts, covers: [] });
    const covers = Array.from({ length: count }, (_, index) => ({
      name: `Space ${index}`,
      detail: 'Nala Sinephro',
      art: noise(),
    }));
    const png = await paintPicture({ ...texts, covers });
    expect(png.byteLength).toBeLessThanOrEqual(MAX_IMAGE_BYTES);
    // This many pixels of noise, three bytes each.
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
    const tamil = await paintOf('இளையராஜா', 'İlker Topluluğu');
    expect(tamil.equals(await paintOf('İlker Topluluğu', ''))).toBe(true);
    expect(tamil.equals(await paintOf('இளையராஜா', ''))).toBe(false);
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
