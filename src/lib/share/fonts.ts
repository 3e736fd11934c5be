import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Font } from 'satori';
import { z } from 'zod';
import { FONTS } from '@/lib/shared/design-tokens';
import { type Coverage, readCoverage } from './drawable';

/** Every way of starting the server does so in the project's folder. */
const FOLDER = join(/* turbopackIgnore: true */ process.cwd(), 'node_modules', '@fontsource');
const WEIGHTS = [400, 600] as const;
/** The display font comes first: it is the smaller set. */
const FAMILIES = [
  { name: FONTS.display, subsets: ['latin', 'latin-ext', 'vietnamese'] },
  { name: FONTS.text, subsets: ['latin', 'latin-ext', 'cyrillic', 'vietnamese'] },
] as const;

export interface PictureFonts {
  fonts: Font[];
  coverage: Coverage;
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

/** Both families in two weights, read once. Missing characters are never fetched. */
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
  return { fonts, coverage: await textCoverage() };
}

/** The code points of the text font, which the display font falls back to. */
async function textCoverage(): Promise<Coverage> {
  const [, { name, subsets }] = FAMILIES;
  const ranges = z
    .record(z.string(), z.string())
    .parse(JSON.parse(await readFile(join(FOLDER, name, 'unicode.json'), 'utf8')));
  return readCoverage(subsets.map((subset) => ranges[subset] ?? ''));
}
