import { localeFromAcceptLanguage } from './accept-language';
import { createReaderFormat, type ReaderFormat } from './format';
import { firstWeekday } from './reader-locale';

interface ReaderRequest {
  headers: Pick<Headers, 'get'>;
}

const localeOf = ({ headers }: ReaderRequest, { locale }: { locale: string | null }): string =>
  locale ?? localeFromAcceptLanguage(headers.get('accept-language'));

/** Formatters for a reader: the listener's own choice or the browser's language, and a time zone. */
export const requestFormat = (
  request: ReaderRequest,
  reader: { locale: string | null; timeZone: string },
): ReaderFormat => createReaderFormat({ locale: localeOf(request, reader), timeZone: reader.timeZone });

/** The listener with the first day of their weeks, by the same locale: 0 for Monday to 6 for Sunday. */
export const withFirstWeekday = <Reader extends { locale: string | null }>(
  request: ReaderRequest,
  reader: Reader,
): Reader & { firstWeekday: number } => ({
  ...reader,
  firstWeekday: firstWeekday(localeOf(request, reader)),
});
