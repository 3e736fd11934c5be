import fc from 'fast-check';
import { isValidElement, type ReactNode } from 'react';
import { describe, expect, it } from 'vitest';
import { cutShort, cutTexts } from '@/lib/share/ellipsis';
import { fitTexts } from '@/lib/share/fit-texts';
import { PictureOf } from '@/lib/share/picture';
import { ScreenPictureOf, SIZES } from '@/lib/share/screen-picture';
import { createTypesetter } from '@/lib/share/typesetter';

describe('a text that is cut short', () => {
  it.each([
    ['Op. 86: IV.', 'Op. 86: IV…'],
    ['Hello, ', 'Hello…'],
    ['Song (Live) – ', 'Song (Live…'],
    ['Wait…', 'Wait…'],
    ['🎵🎵', '🎵🎵…'],
    ['!!!', '!!!…'],
  ])('%j ends in one ellipsis, after no other sign: %j', (beginning, cut) => {
    expect(cutShort(beginning)).toBe(cut);
  });

  it('is found by the pieces that were drawn of it and of those before', () => {
    const pieces = ['A', ' ', 'b', 'Op', '.', ' ', 'IV', '.…', 'Wait…', 'end…'];
    const texts = ['A b', 'Op. IV. Allegro', 'Wait…', '', 'endless'];
    expect([...cutTexts(texts, pieces)]).toEqual([
      [1, 'Op. IV…'],
      [4, 'end…'],
    ]);
    expect([...cutTexts(['A b', 'other', 'endless'], ['A', 'b', 'end…'])]).toEqual([]);
  });

  it('is the beginning of what was there, whatever that is', () => {
    const words = fc.array(fc.constantFrom('IV.', 'Allegro', '–', 'a', '…', '音楽', '🎵'), { minLength: 1 });
    fc.assert(
      fc.property(words, fc.nat(), (all, at) => {
        const text = all.join(' ');
        const shown = all.slice(0, at % all.length);
        const [cut] = cutTexts([text], [...shown, '…']).values();
        if (cut !== undefined) expect(text.startsWith(cut.slice(0, -1))).toBe(true);
      }),
      { seed: 20261130 },
    );
  });
});

/** Of a picture whose components are called. */
function textsIn(node: ReactNode): string[] {
  if (typeof node === 'string') return [node];
  if (Array.isArray(node)) return node.flatMap(textsIn);
  return isValidElement<{ children?: ReactNode }>(node) ? textsIn(node.props.children) : [];
}

const LONG =
  'Symphony No. 31 in D Major, Op. 86: IV. Allegro ma non troppo, e con brio, in the version of 1786. ';
const ART = { art: null, letter: 'S' };

describe('the texts of a picture', { timeout: 60_000 }, () => {
  const endsOf = async (picture: ReactNode, size: { width: number; height: number }) => {
    const typesetter = await createTypesetter();
    const texts = textsIn(await fitTexts(picture, size, await typesetter.fonts()));
    return texts.filter((text) => text.length > 1 && LONG.startsWith(text.slice(0, 8)));
  };

  it.each(['story', 'square'] as const)('of a %s end in one ellipsis, after a letter', async (shape) => {
    const rows = ['', 'x', 'xy'].map((end) => ({
      ...ART,
      name: `${LONG}${end}`,
      detail: LONG,
      figure: '14 plays',
    }));
    for (const lists of [1, 3]) {
      const picture = ScreenPictureOf({
        shape,
        picture: {
          label: '2025',
          title: 'On repeat',
          figure: '14',
          unit: 'plays',
          sentence: LONG.repeat(8),
          lists: Array.from({ length: lists }, (_, at) => ({ title: `List ${at}`, rows })),
          bars: [],
        },
      });
      const ends = await endsOf(picture, SIZES[shape]);
      expect(ends).toHaveLength(1 + 6 * lists);
      for (const end of ends) expect(end).toMatch(/[\p{L}\p{N}]…$/u);
    }
  });

  it('of a report likewise, and a short one is whole', async () => {
    const covers = [{ ...ART, name: LONG, detail: 'Symphony' }];
    const texts = { title: LONG, byline: LONG, figure: '1', unit: 'hour', sentence: LONG.repeat(3), covers };
    const ends = await endsOf(PictureOf(texts), { width: 1200, height: 630 });
    expect(ends).toHaveLength(5);
    for (const end of ends) expect(end).toMatch(/^Symphony$|[\p{L}\p{N}]…$/u);
  });
});
