import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { LRUCache } from 'lru-cache';
import type { Font } from 'satori';
import { z } from 'zod';
import { type Coverage, isCovered, readCoverage } from './drawable';
import { PACKAGES, WEIGHTS } from './fonts';

/** The letters of Arabic, Persian, Urdu, Pashto, Kurdish and Uyghur, the digits, and marks between sentences. */
const ARABIC =
  /[\u060c\u061b\u061f\u0621-\u063a\u0640-\u064a\u0660-\u066c\u0671\u0679\u067c\u067e\u0681\u0685\u0688\u0689\u0691\u0693\u0695\u0696\u0698\u069a\u06a4\u06a9\u06ab\u06af\u06b5\u06ba\u06bc\u06be\u06c0-\u06c3\u06c6-\u06d0\u06d2-\u06d5\u06f0-\u06f9]/;

const NUMBERED = /^\[/;

/**
 * Variable fonts for what the fonts of the pages lack. `subsets`: the files that are used; `script`: what is taken from them,
 * because their lists of code points name more than they have. The Japanese one has signs for everybody, and shares most of
 * its ideographs with the Chinese one. The Arabic one has a glyph for each letter with its dots: satori misplaces marks that
 * stand alone.
 */
const FAMILIES: { name: string; subsets: RegExp; script: RegExp }[] = [
  {
    name: 'noto-sans',
    subsets: /^(latin-ext|cyrillic-ext|greek|greek-ext|devanagari)$/,
    script: /\p{scx=Latin}|\p{scx=Cyrillic}|\p{scx=Greek}|\p{scx=Devanagari}/u,
  },
  { name: 'vazirmatn', subsets: /^arabic$/, script: ARABIC },
  { name: 'noto-sans-hebrew', subsets: /^hebrew$/, script: /\p{scx=Hebrew}/u },
  { name: 'noto-sans-thai', subsets: /^thai$/, script: /\p{scx=Thai}/u },
  { name: 'noto-sans-kr', subsets: NUMBERED, script: /\p{scx=Hangul}/u },
  { name: 'noto-sans-sc', subsets: NUMBERED, script: /\p{scx=Han}/u },
  { name: 'noto-sans-jp', subsets: NUMBERED, script: /./su },
];

const KANA = /\p{sc=Hiragana}|\p{sc=Katakana}/u;

/** A file of a family, with some of its characters. */
interface FontFile {
  family: string;
  path: string;
  script: RegExp;
  coverage: Coverage;
}

let known: Promise<FontFile[]> | undefined;

/** All files that there are, read once. None is loaded by it. */
export function scriptFontFiles(): Promise<FontFile[]> {
  known ??= Promise.all(FAMILIES.map(filesOf)).then((files) => files.flat());
  return known;
}

async function filesOf({ name, subsets, script }: (typeof FAMILIES)[number]): Promise<FontFile[]> {
  const folder = join(PACKAGES, '@fontsource-variable', name);
  const text = await readFile(join(folder, 'unicode.json'), 'utf8');
  return Object.entries(z.record(z.string(), z.string()).parse(JSON.parse(text)))
    .filter(([subset]) => subsets.test(subset))
    .map(([subset, codePoints]) => {
      // A numbered subset is listed as "[12]".
      const file = `${name}-${subset.replaceAll(/[[\]]/g, '')}-wght-normal.woff2`;
      return {
        family: name,
        path: join(folder, 'files', file),
        script,
        coverage: readCoverage([codePoints]),
      };
    });
}

/** Whether a file has the glyph. Not beyond the first plane: satori picks the font by the first half of such a character. */
export const hasGlyph = ({ script, coverage }: FontFile, character: string): boolean =>
  character.length === 1 && script.test(character) && isCovered(character, coverage);

/** The fonts of the files that have these characters, in the order of their preference. */
export async function scriptFonts(
  files: readonly FontFile[],
  characters: ReadonlySet<string>,
): Promise<Font[]> {
  const inOrder = [...characters].some((character) => KANA.test(character)) ? japaneseFirst(files) : files;
  const needed = new Set(
    [...characters].map((character) => inOrder.find((file) => hasGlyph(file, character))),
  );
  const loaded = inOrder
    .filter((file) => needed.has(file))
    .flatMap((file) => WEIGHTS.map((weight) => loadFont(file, weight)));
  return Promise.all(loaded);
}

const japaneseFirst = (files: readonly FontFile[]): FontFile[] => {
  const isJapanese = ({ family }: FontFile) => family === 'noto-sans-jp';
  return [...files.filter(isJapanese), ...files.filter((file) => !isJapanese(file))];
};

type Weight = (typeof WEIGHTS)[number];

/** About 500 files of 30 kB. */
const MOST_BYTES = 16_000_000;

const fonts = new LRUCache<string, Buffer<ArrayBuffer>, { file: FontFile; weight: Weight }>({
  maxSize: MOST_BYTES,
  sizeCalculation: (data) => data.byteLength,
  ignoreFetchAbort: true,
  fetchMethod: (_key, _stale, { context: { file, weight } }) => readInstance(file, weight),
});

async function loadFont(file: FontFile, weight: Weight): Promise<Font> {
  const data = await fonts.forceFetch(`${file.path} ${weight}`, { context: { file, weight } });
  return { name: file.path, data, weight, style: 'normal' };
}

/** satori draws a variable font in its lightest weight, so that it gets a font of one weight. Takes some milliseconds. */
async function readInstance(file: FontFile, wght: Weight): Promise<Buffer<ArrayBuffer>> {
  const { default: subsetFont } = await import('subset-font');
  const options = { targetFormat: 'sfnt', variationAxes: { wght } } as const;
  return Buffer.from(await subsetFont(await readFile(file.path), charactersOf(file), options));
}

// Without direction marks and joiners: satori fails at a run of what a font draws as nothing, unless that font has a space.
const charactersOf = ({ script, coverage }: FontFile): string =>
  coverage
    .flatMap(([first, last]) =>
      Array.from({ length: last - first + 1 }, (_, index) => String.fromCodePoint(first + index)),
    )
    .filter((character) => script.test(character) && !/\p{C}/u.test(character))
    .join('');
