import { hash } from 'node:crypto';
import { searchName } from './search-name';

/** Length of a title's key: an index column holds it whole. */
const KEY_LENGTH = 200;
/** How much of a longer one is kept, before a digest of the whole: movements of one work begin alike. */
const BEGINNING = 130;

const FEATURED = /^(feat|featuring|ft|with)\b/;
const VERSION = /^(re-?master(ed|ing)?|version|edition|mono|stereo|bonus|explicit|clean)$/;
/** Words that stand beside one of VERSION and say nothing more: "40th Anniversary Edition", "2011 Digital Remaster". */
const BESIDE =
  /^(\d{4}|\d{1,3}(st|nd|rd|th)|digital|digitally|album|single|original|deluxe|anniversary|track)$/;

/**
 * A title without what is only spelling: case, accents, punctuation, spaces and the credit of featured artists.
 * A title of signs alone, such as "???", stays as it is. Versions stay apart: "Song - Live" is not "Song".
 */
export const normalTitle = (title: string): string => orItself(without(isCredit, remarksOf(title)), title);

/** A normal title that lacks remarks on the edition too: "Song - Remastered 2011", "Song (Album Version)". */
export const baseTitle = (title: string): string =>
  orItself(without(isCreditOrEdition, remarksOf(title)), title);

/**
 * What titles are looked up by: the same for two titles that isSameRecording calls the same, and for no others. At most 200
 * characters.
 */
export function titleKey(title: string): string {
  const parts = remarksOf(title);
  const normal = orItself(without(isCredit, parts), title);
  const base = parts.length > 1 ? orItself(without(isCreditOrEdition, parts), title) : normal;
  const key = normal === base ? normal : `${normal}\n${base}`;
  if (key.length <= KEY_LENGTH) return key;
  const beginning = key.slice(0, BEGINNING).replace(/[\ud800-\udbff]$/, '');
  return `${beginning.trimEnd()} ${hash('sha256', key)}`;
}

/** A name of an artist without case, accents and punctuation. */
export const normalName = (name: string): string => orItself(words(searchName(name)), name);

/** Of apostrophes or accents alone nothing is left; such a name equals only itself. */
const orItself = (normal: string, name: string): string => normal || name.trim();

function without(
  isLeftOut: (remark: string) => boolean,
  [title = '', ...remarks]: readonly string[],
): string {
  if (remarks.length === 0) return words(title);
  return words([title, ...remarks.filter((remark) => !isLeftOut(words(remark)))].join(' '));
}

/** The title itself and its remarks: what stands in brackets, after " - ", or after a credit that has no brackets. */
const remarksOf = (name: string): string[] => {
  const title = searchName(name.normalize('NFKC'));
  const parts = title
    .split(/\s[-–—]\s|[([{]|[)\]}]|\s(?=(?:feat|ft)\.?\s|featuring\s)/)
    .filter((p) => p.trim() !== '');
  return parts.length > 0 ? parts : [title];
};

const isCredit = (remark: string): boolean => FEATURED.test(remark);

function isEdition(remark: string): boolean {
  const all = remark.split(' ');
  return (
    all.some((word) => VERSION.test(word)) && all.every((word) => VERSION.test(word) || BESIDE.test(word))
  );
}

const isCreditOrEdition = (remark: string): boolean => isCredit(remark) || isEdition(remark);

/**
 * Of a text as searchName gives it: letters, digits and the marks of scripts, one space between words; signs only where
 * there is nothing else.
 */
function words(text: string): string {
  const plain = text.replaceAll('&', ' and ');
  const bare = plain.replaceAll(/[^\p{L}\p{N}\p{M}]+/gu, ' ').trim();
  return bare === '' ? plain.trim() : bare;
}
