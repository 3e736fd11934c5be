import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Font } from 'satori';
import { FONTS } from '@/lib/shared/design-tokens';

/** Every way of starting the server does so in the project's folder. */
export const PACKAGES = join(/* turbopackIgnore: true */ process.cwd(), 'node_modules');
const FOLDER = join(PACKAGES, '@fontsource');
export const WEIGHTS = [400, 600] as const;
/** The display font comes first: it is the smaller set. */
const FAMILIES = [
  { name: FONTS.display, subsets: ['latin', 'latin-ext', 'vietnamese'] },
  { name: FONTS.text, subsets: ['latin', 'latin-ext', 'cyrillic', 'vietnamese'] },
] as const;

// Not the list of code points of its package: that names a thousand more than the text font has.
const OF_PAGES =
  /[\u0020-\u007e\u00a0-\u0113\u0116-\u012b\u012e-\u0137\u0139-\u013e\u0141-\u0148\u014a-\u014d\u0150-\u017e\u01a0\u01a1\u01af\u01b0\u0218-\u021b\u0400-\u045f\u0490\u0491\u04b0\u04b1\u1ea0-\u1ef9\u2013\u2014\u2018-\u201a\u201c-\u201e\u2022\u2026\u2039\u203a\u20ac\u2122\u2191\u2193\u2212]|\u0300|\u0301|\u0303|\u0304|\u0308|\u0309|\u0323|\u200c|\u200d/;

/** Whether the text font has the glyph, or the character needs none. The display font falls back to it. */
export const isOfPages = (character: string): boolean => OF_PAGES.test(character);

export interface PictureFonts {
  fonts: Font[];
  /** Comes last: gets what no font has, which are direction marks and joiners. With its space it draws them as nothing. */
  lastResort: Font;
}

/** As `font-family`: glyphs that the display font lacks come from the text font. */
export const STACKS = {
  text: familiesOf(FONTS.text),
  display: `${familiesOf(FONTS.display)}, ${familiesOf(FONTS.text)}`,
};

function familiesOf(family: string): string {
  const subsets = FAMILIES.find(({ name }) => name === family)?.subsets ?? [];
  return subsets.map((subset) => familyName(family, subset)).join(', ');
}

/** satori takes one file of a family and weight, so that each subset is a family of its own. */
function familyName(family: string, subset: string): string {
  return subset === 'latin' ? family : `${family}-${subset}`;
}

let loaded: Promise<PictureFonts> | undefined;

/** The families of the pages in two weights, read once. */
export function pictureFonts(): Promise<PictureFonts> {
  loaded ??= load();
  return loaded;
}

async function load(): Promise<PictureFonts> {
  const files = FAMILIES.flatMap(({ name, subsets }) =>
    subsets.flatMap((subset) => WEIGHTS.map((weight) => ({ name, subset, weight }))),
  );
  const fonts = await Promise.all(
    files.map(async ({ name, subset, weight }): Promise<Font> => {
      const data = await readFile(join(FOLDER, name, 'files', `${name}-${subset}-${weight}-normal.woff`));
      return { name: familyName(name, subset), data, weight, style: 'normal' };
    }),
  );
  const [first] = fonts;
  if (!first) throw new Error('There are no fonts.');
  return { fonts, lastResort: { ...first, name: 'last-resort' } };
}
