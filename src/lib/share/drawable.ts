/** Ranges of code points, both ends included. */
export type Coverage = readonly (readonly [first: number, last: number])[];

/** Parses @fontsource's list of the code points of a font file: "U+0000-00FF,U+0131". */
export const readCoverage = (unicodeRanges: readonly string[]): Coverage =>
  unicodeRanges
    .flatMap((ranges) => ranges.split(','))
    .map((range) => {
      const [first = '', last = first] = range.replace('U+', '').split('-');
      return [Number.parseInt(first, 16), Number.parseInt(last, 16)] as const;
    });

// Direction marks and the like have no glyph; alone they would be drawn as boxes. Joiners shape the letters of some scripts.
const SHAPELESS =
  /(?<!\p{scx=Arabic}|\p{scx=Devanagari})[\u200c\u200d]|(?![\u200c\u200d])[\p{C}\u2028\u2029]/gu;

// Vowel signs, which most texts leave out: satori misplaces them.
const VOWEL_SIGNS = /(?=\p{scx=Arabic})\p{M}/gu;

// Brackets that lost what stood in them.
const EMPTIED = /[([](?:feat\.?|ft\.?|with)? *[)\]]/gi;

/**
 * The part of a text that the fonts can draw. Empty when most of it cannot be drawn: half a name is worse than none.
 */
export function drawable(text: string, hasGlyph: (character: string) => boolean): string {
  const shown = text.normalize('NFC').replaceAll(/\s+/gu, ' ').replaceAll(SHAPELESS, '');
  const characters = Array.from(shown.replaceAll(VOWEL_SIGNS, ''));
  const kept = characters.filter(hasGlyph);
  const weight = (of: string[]) => of.filter((c) => /[\p{L}\p{N}]/u.test(c)).length;
  if (weight(kept) < weight(characters) / 2) return '';
  return kept.join('').replaceAll(EMPTIED, '').replaceAll(/ {2,}/g, ' ').trim();
}

export function isCovered(character: string, coverage: Coverage): boolean {
  const point = character.codePointAt(0) ?? 0;
  return coverage.some(([first, last]) => first <= point && point <= last);
}
