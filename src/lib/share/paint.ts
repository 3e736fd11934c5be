import type { ReactNode } from 'react';
import type { PictureShape } from '@/lib/shared/analytics/year/screen';
import type { Artwork } from '@/lib/spotify/artwork';
import { HEIGHT, type Picture, PictureOf, WIDTH } from './picture';
import { type ScreenPicture, ScreenPictureOf, SIZES } from './screen-picture';
import { createTypesetter, type Typesetter } from './typesetter';

/** The size limit of link previews, and of what fits the cache. */
export const MAX_IMAGE_BYTES = 300_000;

/** The texts of a picture, in any script. */
export type PictureTexts = Omit<Picture, 'byline' | 'covers'> & {
  name: string;
  days: string;
  covers: { name: string; detail: string; art: Artwork | null }[];
};

/**
 * Paints the picture as a PNG of 1200 × 630, at most 300 kB: when covers compress badly, it shows fewer.
 * Characters that our fonts lack are omitted, never fetched. Takes a fifth of a second; the first in a further script up
 * to a second.
 */
export async function paintPicture({ name, days, ...rest }: PictureTexts): Promise<Buffer<ArrayBuffer>> {
  const typesetter = await createTypesetter();
  const { drawn } = typesetter;
  const byline = besideDates(drawn(name), days);
  const title = drawn(rest.title) || 'Listening report';
  const covers = rest.covers.map((cover) => ({ ...cover, ...firstDrawn(drawnName(cover, drawn)) }));
  const picture = { ...rest, covers, title, byline, sentence: drawn(rest.sentence) };
  for (const most of [covers.length, 4, 2]) {
    const png = await paint(PictureOf({ ...picture, covers: covers.slice(0, most) }), PREVIEW, typesetter);
    if (png.byteLength <= MAX_IMAGE_BYTES) return png;
  }
  return paint(PictureOf({ ...picture, covers: [] }), PREVIEW, typesetter);
}

const PREVIEW = { width: WIDTH, height: HEIGHT };

/** The texts of a screen, in any script. */
export type ScreenTexts = Omit<ScreenPicture, 'lists' | 'label'> & {
  name: string;
  period: string;
  lists: {
    title: string;
    rows: { name: string; detail: string; figure: string; art: Artwork | null }[];
  }[];
};

/** Paints a screen as a PNG, upright or square, at most 300 kB: when its covers compress badly, letters stand for them. */
export async function paintScreen(
  { name, period, ...rest }: ScreenTexts,
  shape: PictureShape,
): Promise<Buffer<ArrayBuffer>> {
  const typesetter = await createTypesetter();
  const { drawn } = typesetter;
  const lists = rest.lists.map(({ title, rows }) => ({
    title,
    rows: rows.map((row) => ({ ...row, ...drawnName(row, drawn) })),
  }));
  const label = besideDates(drawn(name), period);
  const picture = { ...rest, lists, label };
  const png = await paint(ScreenPictureOf({ picture, shape }), SIZES[shape], typesetter);
  if (png.byteLength <= MAX_IMAGE_BYTES) return png;
  const plain = lists.map(({ title, rows }) => ({ title, rows: rows.map((row) => ({ ...row, art: null })) }));
  return paint(ScreenPictureOf({ picture: { ...picture, lists: plain }, shape }), SIZES[shape], typesetter);
}

const besideDates = (name: string, dates: string): string =>
  [embedded(name), dates].filter((part) => part !== '').join(' · ');

const RIGHT_TO_LEFT = /[\p{sc=Arabic}\p{sc=Hebrew}]/u;

/** Within English text: figures after a name that is read from right to left stay behind it. */
const embedded = (name: string): string => (RIGHT_TO_LEFT.test(name) ? `${name}\u200e` : name);

/** Stands for a name that our fonts cannot draw. */
const UNDRAWN = '…';

/** More than a line holds; what is beyond is never laid out. */
const MOST_LETTERS = 150;

const clipped = (text: string): string =>
  Array.from(text.slice(0, 2 * MOST_LETTERS))
    .slice(0, MOST_LETTERS)
    .join('');

function drawnName(row: { name: string; detail: string }, drawn: (text: string) => string) {
  const name = drawn(clipped(row.name));
  const letter = Array.from(name)[0]?.toUpperCase() ?? '·';
  // Of several artists those whose names can be drawn.
  const detail = clipped(row.detail).split(', ').map(drawn);
  return { name: name || UNDRAWN, detail: detail.filter((part) => part !== '').join(', '), letter };
}

/** The artists alone, where the name of their album or track cannot be drawn. */
const firstDrawn = <T extends { name: string; detail: string }>(row: T): T =>
  row.name === UNDRAWN && row.detail !== '' ? { ...row, name: row.detail, detail: '' } : row;

async function paint(
  picture: ReactNode,
  size: { width: number; height: number },
  typesetter: Typesetter,
): Promise<Buffer<ArrayBuffer>> {
  // Heavy and rarely needed: loaded for the first picture.
  const [{ default: satori }, { renderAsync }] = await Promise.all([
    import('satori'),
    import('@resvg/resvg-js'),
  ]);
  const svg = await satori(picture, { ...size, fonts: await typesetter.fonts() });
  const image = await renderAsync(svg, { font: { loadSystemFonts: false }, fitTo: { mode: 'original' } });
  return Buffer.from(image.asPng());
}
