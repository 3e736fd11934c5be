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
