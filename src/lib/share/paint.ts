import type { Artwork } from '@/lib/spotify/artwork';
import { drawable } from './drawable';
import { pictureFonts } from './fonts';
import { HEIGHT, type Picture, PictureOf, WIDTH } from './picture';

/** The size limit of link previews. */
export const MAX_IMAGE_BYTES = 300_000;

/** The texts of a picture, in any script. */
export type PictureTexts = Omit<Picture, 'byline' | 'covers'> & {
  name: string;
  days: string;
  covers: { imageUrl: string; name: string; art: Artwork | null }[];
};

/**
 * Paints the picture as a PNG of 1200 × 630, at most 300 kB: when covers compress badly, it shows fewer.
 * Characters that our fonts lack are omitted, never fetched. Takes a fifth of a second.
 */
export async function paintPicture({ name, days, ...rest }: PictureTexts): Promise<Buffer<ArrayBuffer>> {
  const { coverage } = await pictureFonts();
  const drawn = (text: string) => drawable(text, coverage);
  const byline = [drawn(name), days].filter((part) => part !== '').join(' · ');
  const title = drawn(rest.title) || 'Listening report';
  const covers = rest.covers.map(({ name, ...cover }) => ({ ...cover, letter: firstLetter(drawn(name)) }));
  const picture = { ...rest, covers, title, byline, sentence: drawn(rest.sentence) };
  for (const most of [covers.length, 4, 2]) {
    const png = await paint({ ...picture, covers: covers.slice(0, most) });
    if (png.byteLength <= MAX_IMAGE_BYTES) return png;
  }
  return paint({ ...picture, covers: [] });
}

const firstLetter = (name: string): string => Array.from(name)[0]?.toUpperCase() ?? '·';

async function paint(picture: Picture): Promise<Buffer<ArrayBuffer>> {
  // Heavy and rarely needed: loaded for the first picture.
  const [{ default: satori }, { renderAsync }] = await Promise.all([
    import('satori'),
    import('@resvg/resvg-js'),
  ]);
  const { fonts } = await pictureFonts();
  const svg = await satori(PictureOf(picture), { width: WIDTH, height: HEIGHT, fonts });
  const image = await renderAsync(svg, { font: { loadSystemFonts: false }, fitTo: { mode: 'original' } });
  return Buffer.from(image.asPng());
}
