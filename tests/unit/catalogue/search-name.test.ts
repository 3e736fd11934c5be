import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { searchName, storedSearchName } from '@/lib/catalogue/search-name';
import { nameSearch } from '@/services/catalogue/name-search';

const finds = (text: string, name: string) => searchName(name).includes(searchName(text));

describe('what is looked for', () => {
  it.each([
    ['sigur ros', 'Sigur Rós'],
    ['rós', 'SIGUR ROS'],
    ['BJÖRK', 'björk'],
    ['etoile', 'ÉTOILE'],
    ['e\u0301toile', 'Étoile'],
    ['mø', 'MØ'],
    ['mo', 'MØ'],
    ['lodz', 'Łódź'],
    ['strasse', 'Straße'],
    ['aether', 'Æther'],
    ['istanbul', 'İSTANBUL'],
    ['дожд', 'ДОЖДЬ'],
    ['ΜΟΥΣΙΚΗΣ', 'μουσικής'],
    ['宇多', '宇多田ヒカル'],
    ['한국', '한국어'],
    ['a  b', 'A b'],
    ['AC/DC', 'ac/dc'],
    ["don't", 'Don’t'],
    ['don’t', "DON'T"],
    ['dont look down', 'Don’t Look Down'],
    ["don't", 'Dont'],
    ["don't", 'Ｄｏｎ＇ｔ'],
    ['don｀t', 'Dont'],
    ['nboer', 'ŉBoer'],
    ['"heroes"', '“Heroes”'],
    ['a - b', 'A – B'],
    ['ｆｕｌｌ', 'full'],
  ])('%s is found in %s', (text, name) => {
    expect(finds(text, name)).toBe(true);
  });

  it.each(["''", '\u0301'])('%j alone is looked for, and found in that name', (name) => {
    expect(nameSearch(name)?.patterns).toEqual([`%${storedSearchName(name)}%`]);
    expect([' ', '\0'].map(nameSearch)).toEqual([null, null]);
  });

  it.each([
    ['.', 'a'],
    ['a|b', 'a'],
    ['rós', 'Sigur Ras'],
    ['か', 'が'],
    ['a*', 'b'],
  ])('%s is not found in %s', (text, name) => {
    expect(finds(text, name)).toBe(false);
  });

  it('is found beside letters of other scripts as it is found alone', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(searchName(`ж ${text} ж`)).toBe(`ж ${searchName(text)} ж`.replaceAll(/\s+/g, ' '));
      }),
      { seed: 20261129 },
    );
  });

  it('is found in any name that holds it, in either case', () => {
    const letter = fc.constantFrom(...'aeionslzdÅåéøßİıKſЖжΩώñ宇多.*()[]\\%_$^ '.split(''));
    const words = fc.array(letter, { minLength: 1, maxLength: 12 }).map((letters) => letters.join(''));
    fc.assert(
      fc.property(words, (text) => {
        for (const form of [text, text.toUpperCase(), text.toLowerCase()])
          expect(finds(text, `before ${form} after`)).toBe(true);
      }),
      { seed: 20261122 },
    );
  });
});
