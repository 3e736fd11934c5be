import { localeFromAcceptLanguage } from './accept-language';
import { createReaderFormat, type ReaderFormat } from './format';

/** Formatters for a reader: the listener's own choice or the browser's language, and a time zone. */
export const requestFormat = (
  { headers }: { headers: Pick<Headers, 'get'> },
  { locale, timeZone }: { locale: string | null; timeZone: string },
): ReaderFormat =>
  createReaderFormat({
    locale: locale ?? localeFromAcceptLanguage(headers.get('accept-language')),
    timeZone,
  });
