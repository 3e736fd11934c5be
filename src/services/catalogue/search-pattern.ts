import type { NameSearch } from '@/repositories/catalogue/name-search';

/**
 * A regular expression that finds the text inside a name, whatever its case, and a plain letter also where the name has
 * an accented one: "sigur ros" finds "Sigur Rós". It does the work itself because the embedded database compares text
 * by bytes and knows no case beyond ASCII. Every character is taken as it is; nothing in the text is a pattern.
 */
export const searchPattern = (text: string): string =>
  wordsOf(text)
    .map((word) => [...word].map(oneCharacter).join(''))
    .join('\\s+');

/** The same with what the index of the catalogue can be asked for; null where the text holds nothing to look for. */
export function nameSearch(text: string): NameSearch | null {
  const pattern = searchPattern(text);
  if (pattern === '') return null;
  const plain = wordsOf(text).map((word) => [...word].map(escaped).join(''));
  return { pattern, indexed: INDEXABLE.test(withoutMarks(text)) ? plain.join('\\s+') : null };
}

/** The index holds threes of letters. Of other scripts it may hold none, by the locale of the database. */
const INDEXABLE = /[a-z0-9]{3}/i;

const withoutMarks = (text: string): string => text.normalize('NFD').replaceAll(/\p{M}/gu, '');

const wordsOf = (text: string): string[] => text.normalize('NFC').replaceAll('\0', '').trim().split(/\s+/);

function oneCharacter(character: string): string {
  const lower = character.toLowerCase();
  const forms = new Set([character, lower, character.toUpperCase(), ...(ACCENTED.get(lower) ?? [])]);
  const single = [...forms].filter((form) => [...form].length === 1);
  if (single.length > 1) return `[${single.join('')}]`;
  return escaped(character);
}

const escaped = (character: string): string =>
  /[!-/:-@[-`{-~]/.test(character) ? `\\${character}` : character;

/** Letters of Latin scripts that decompose to a plain letter and marks, and the common ones that do not. */
const ACCENTED: ReadonlyMap<string, readonly string[]> = accented();

function accented(): Map<string, string[]> {
  const found = new Map<string, string[]>();
  const add = (plain: string, letter: string) => found.set(plain, [...(found.get(plain) ?? []), letter]);
  for (const [first, last] of [
    [0xc0, 0x24f],
    [0x1e00, 0x1eff],
  ] as const) {
    for (let code = first; code <= last; code += 1) {
      const letter = String.fromCodePoint(code);
      const plain = letter.normalize('NFD')[0]?.toLowerCase();
      if (plain && /^[a-z]$/.test(plain)) add(plain, letter);
    }
  }
  for (const [plain, letters] of [
    ['o', 'øØ'],
    ['l', 'łŁ'],
    ['d', 'đĐ'],
    ['i', 'ı'],
  ] as const)
    for (const letter of letters) add(plain, letter);
  return found;
}
