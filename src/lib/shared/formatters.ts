import { madeOnce } from './made-once';
import { wordsLocale } from './reader-locale';

/**
 * Dates in English words, in the reader's order, digits and clock. Throws a RangeError for a zone that this runtime does
 * not know. Always pass a zone: the default is the machine's.
 */
export const dateFormatter = madeOnce(
  (locale, options: Intl.DateTimeFormatOptions & { timeZone: string }) =>
    new Intl.DateTimeFormat(wordsLocale(locale), options),
);

export const numberFormatter = madeOnce(
  (locale, options: Intl.NumberFormatOptions) => new Intl.NumberFormat(locale, options),
);

export const listFormatter = madeOnce(
  (locale, options: Intl.ListFormatOptions) => new Intl.ListFormat(wordsLocale(locale), options),
);

export const nameFormatter = madeOnce(
  (locale, options: Intl.DisplayNamesOptions) => new Intl.DisplayNames(wordsLocale(locale), options),
);

/**
 * A date breaks at the end of a line only behind its comma, before the time: "30 November", "12 May 2026, 14:32". A number stays
 * with its noun: "450 artists".
 */
export const unbroken = (text: string): string =>
  text.replaceAll(/(?<=\p{Nd}) (?=\p{L})|(?<=\p{L}) (?=\p{Nd})|(?<=\p{Nd},) (?=\p{Nd}{4})/gu, '\u00a0');
