import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Font } from 'satori';
import { z } from 'zod';
import { type Coverage, readCoverage } from './drawable';

/** Every way of starting the server does so in the project's folder. */
const FOLDER = join(/* turbopackIgnore: true */ process.cwd(), 'node_modules', '@fontsource', 'geist');
const SUBSETS = ['latin', 'latin-ext', 'cyrillic', 'vietnamese'] as const;
const WEIGHTS = [400, 600] as const;

export interface PictureFonts {
  fonts: Font[];
  coverage: Coverage;
}

let loaded: Promise<PictureFonts> | undefined;

/** Geist in two weights, read once. Nothing is ever fetched for a character that it lacks. */
export function pictureFonts(): Promise<PictureFonts> {
  loaded ??= load();
  return loaded;
}

async function load(): Promise<PictureFonts> {
  const files = SUBSETS.flatMap((subset) => WEIGHTS.map((weight) => ({ subset, weight })));
  const fonts = await Promise.all(
    files.map(async ({ subset, weight }): Promise<Font> => {
      const data = await readFile(join(FOLDER, 'files', `geist-${subset}-${weight}-normal.woff`));
      return { name: 'Geist', data, weight, style: 'normal' };
    }),
  );
  const ranges = z
    .record(z.string(), z.string())
    .parse(JSON.parse(await readFile(join(FOLDER, 'unicode.json'), 'utf8')));
  return { fonts, coverage: readCoverage(SUBSETS.map((subset) => ranges[subset] ?? '')) };
}
