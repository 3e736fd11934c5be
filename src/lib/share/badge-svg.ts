import { COLOURS } from '@/lib/shared/design-tokens';

const HEIGHT = 22;
const PADDING = 8;
const LONGEST = 60;
/** Pixels of a letter at 12 px, roughly; `textLength` makes each font fit. */
const LATIN = 6.6;
const WIDE = 12;

/**
 * A badge: a label on the left, its value on the right. Everything is escaped; it loads and runs nothing. Its grey is
 * seen on light and on dark pages.
 */
export function badgeSvg({ label, value }: { label: string; value: string }): string {
  const [left, right] = [cut(label), cut(value)];
  const [leftWidth, rightWidth] = [boxWidth(left), boxWidth(right)];
  const width = leftWidth + rightWidth;
  const title = escaped(`${left}: ${right}`);
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${HEIGHT}" role="img" aria-label="${title}"><title>${title}</title><clipPath id="r"><rect width="${width}" height="${HEIGHT}" rx="4"/></clipPath><g clip-path="url(#r)"><rect width="${leftWidth}" height="${HEIGHT}" fill="${COLOURS.soft.light}"/><rect x="${leftWidth}" width="${rightWidth}" height="${HEIGHT}" fill="${COLOURS.accent.light}"/></g><g font-family="Geist,Verdana,'DejaVu Sans',sans-serif" font-size="12" fill="${COLOURS['on-accent'].light}">${textAt(PADDING, left)}${textAt(leftWidth + PADDING, right)}</g></svg>`;
}

const textAt = (x: number, text: string): string =>
  `<text x="${x}" y="15" textLength="${textWidth(text)}" lengthAdjust="spacingAndGlyphs">${escaped(text)}</text>`;

const boxWidth = (text: string): number => textWidth(text) + 2 * PADDING;

function textWidth(text: string): number {
  const widths = Array.from(text, (letter) => ((letter.codePointAt(0) ?? 0) < 0x1100 ? LATIN : WIDE));
  return Math.max(1, Math.round(widths.reduce((sum, one) => sum + one, 0)));
}

/** Without what XML or the direction of text forbids, and no longer than a badge. */
function cut(text: string): string {
  const letters = Array.from(
    text.replace(/[\p{Cc}\p{Cs}\p{Co}\p{Cn}\u2028-\u202e\u2066-\u2069]/gu, ' ').trim(),
  );
  return letters.length > LONGEST ? `${letters.slice(0, LONGEST - 1).join('')}…` : letters.join('');
}

const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escaped = (text: string): string => text.replace(/[&<>"']/g, (letter) => ENTITIES[letter] ?? '');
