import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { searchPattern } from '@/services/catalogue/search-pattern';

const finds = (text: string, name: string) => new RegExp(searchPattern(text)).test(name);

describe('what is looked for', () => {
  it.each([
    ['sigur ros', 'Sigur Rós'],
    ['BJÖRK', 'björk'],
    ['etoile', 'ÉTOILE'],
    ['mø', 'MØ'],
    ['mo', 'MØ'],
    ['lodz', 'Łódź'],
    ['дожд', 'ДОЖДЬ'],
    ['宇多', '宇多田ヒカル'],
    ['a  b', 'A b'],
    ['AC/DC', 'ac/dc'],
  ])('%s is found in %s', (text, name) => {
    expect(finds(text, name)).toBe(true);
  });

  it.each([
    ['.', 'a'],
    ['a|b', 'a'],
    ['rós', 'Sigur Ras'],
    ['a*', 'b'],
  ])('%s is not found in %s', (text, name) => {
    expect(finds(text, name)).toBe(false);
  });

  it('is never taken for a pattern', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, maxLength: 20 }), (text) => {
        if (text.trim() !== '') expect(finds(text, `before ${text} after`)).toBe(true);
      }),
      { seed: 20261122 },
    );
  });
});
