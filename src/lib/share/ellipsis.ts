const ELLIPSIS = '…';

/** The beginning of a text that is cut: it ends in one ellipsis, never after a space or punctuation, unless it has nothing else. */
export function cutShort(beginning: string): string {
  const kept = beginning.replace(/[\s\p{P}]+$/u, '');
  return `${kept || beginning}${ELLIPSIS}`;
}

/**
 * Of texts that are drawn one after the other, piece by piece, those that had no room, as they are cut short, by their place.
 * Pieces that fit no text end it: what follows is left as it was drawn.
 */
export function cutTexts(texts: readonly string[], pieces: readonly string[]): Map<number, string> {
  const cuts = new Map<number, string>();
  let next = 0;
  for (const [place, text] of texts.entries()) {
    const { shown, taken, isCut } = drawnOf(unspaced(text), pieces, next);
    if (taken === 0 && unspaced(text) !== '') return cuts;
    next += taken;
    if (isCut) cuts.set(place, cutShort(beginningOf(text, shown)));
  }
  return cuts;
}

const unspaced = (text: string): string => text.replaceAll(/\s/gu, '');

/** How much of a text was drawn, in characters other than spaces, by how many pieces, and whether an ellipsis ends it. */
function drawnOf(text: string, pieces: readonly string[], from: number) {
  let shown = '';
  let place = from;
  for (; place < pieces.length && shown !== text; place += 1) {
    const longer = shown + unspaced(pieces[place] ?? '');
    if (text.startsWith(longer)) shown = longer;
    else if (longer.endsWith(ELLIPSIS) && text.startsWith(longer.slice(0, -1)))
      return { shown: longer.length - 1, taken: place + 1 - from, isCut: true };
    else break;
  }
  // Spaces after a text belong to it.
  while (unspaced(pieces[place] ?? ELLIPSIS) === '') place += 1;
  return { shown: shown.length, taken: place - from, isCut: false };
}

/** The beginning of a text with so many characters other than spaces. */
function beginningOf(text: string, length: number): string {
  let end = 0;
  for (let left = length; left > 0; end += 1) if (!/\s/u.test(text[end] ?? '')) left -= 1;
  return text.slice(0, end);
}
