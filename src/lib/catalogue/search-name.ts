/** Letters that equal plain ones in a search but do not decompose into them. */
const PLAIN: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
  ħ: 'h',
  ŧ: 't',
  ς: 'σ',
};

/** Typographic signs, and the ones that keyboards have. Apostrophes go: "Don’t" is looked for as "don't" and as "dont". */
const SIGNS: readonly (readonly [RegExp, string])[] = [
  [/['\u2018-\u201b\u2032\u02bc\u00b4`]/g, ''],
  [/[\u201c-\u201f\u2033\u00ab\u00bb]/g, '"'],
  [/[\u2010-\u2015\u2212]/g, '-'],
];

const plainSigns = (name: string): string =>
  SIGNS.reduce((text, [signs, plain]) => text.replaceAll(signs, plain), name);

/** Most names are of these alone, and need one step of the many below. */
const ASCII = /^[\x20-\x5f\x61-\x7e]*$/;

const oneSpace = (name: string): string => name.replaceAll(/\s+/g, ' ').trim();

/**
 * A name as the search compares it: lower case, without accents and apostrophes, plain quotes and dashes, one space between
 * words. Stored names and search texts are both normalised like this, so case and accents never matter. Accents are those of
 * Latin, Greek and Cyrillic; the marks of other scripts are letters and stay.
 */
export function searchName(name: string): string {
  if (ASCII.test(name)) return oneSpace(name.toLowerCase().replaceAll("'", ''));
  const plain = plainSigns(name)
    .replaceAll('\0', '')
    .toLowerCase()
    .normalize('NFKD')
    // Apostrophes too, which come of wide ones: ＇.
    .replaceAll(/[\u0300-\u036f'`\u2032\u02bc]/g, '')
    .normalize('NFC')
    .toLowerCase()
    .replaceAll(/[ßæœøłđðþıħŧς]/g, (letter) => PLAIN[letter] ?? letter);
  return oneSpace(plain);
}

/** Where that leaves nothing, as of apostrophes alone, the name itself: an empty text would stand for no name. */
const ownSearchName = (name: string): string => searchName(name) || name.trim();

const LETTER = String.raw`[\p{L}\p{N}\p{M}]`;
const SIGN = String.raw`[^\p{L}\p{N}\p{M}]`;
const SIGNS_WITHIN = new RegExp(`${LETTER}${SIGN}+${LETTER}`, 'u');
const DOLLAR_AS_LETTER = /(?<=\p{L}\$*)\$|\$(?=\$*\p{L})/gu;
const MARK_AS_LETTER = /(?<=\p{L})!(?=\p{L})/gu;

/** A word as typed by people who leave out the signs within it: "acdc", "mia", "jayz"; "pink" for "p!nk", "asap" for "a$ap". */
export function withoutSigns(word: string): string {
  const isSigned = /\p{L}/u.test(word) && (SIGNS_WITHIN.test(word) || /\$/.test(word));
  if (!isSigned) return word;
  return word
    .replaceAll(DOLLAR_AS_LETTER, 's')
    .replaceAll(MARK_AS_LETTER, 'i')
    .replaceAll(new RegExp(`${SIGN}+`, 'gu'), '');
}

/** The words of a text that are looked for, in the stored names. */
export const searchWords = (text: string): string[] => ownSearchName(text).split(' ').filter(Boolean);

/**
 * As the tables of the catalogue store it: the name as the search compares it and, after a line break, those of its words that
 * have signs within them, without these. A text is looked for as it is, so that "t.i." is not found in "time", and what is typed
 * without signs is found too. Two names have the same exactly when their search names are the same: what is known by name is
 * identified by it.
 */
export function storedSearchName(name: string): string {
  const own = ownSearchName(name);
  const unsigned = own.split(' ').flatMap((word) => {
    const plain = withoutSigns(word);
    return plain === word ? [] : [plain];
  });
  return unsigned.length === 0 ? own : `${own}\n${unsigned.join(' ')}`;
}

/** The same row with its search name, as the tables of the catalogue store it. */
export const withSearchName = <T extends { name: string }>(row: T): T & { search_name: string } => ({
  ...row,
  search_name: storedSearchName(row.name),
});
