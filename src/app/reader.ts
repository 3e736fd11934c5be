import 'server-only';
import { headers } from 'next/headers';
import { localeFromAcceptLanguage } from '@/lib/shared/accept-language';
import { createReaderFormat, type ReaderFormat } from '@/lib/shared/format';

/** Formatters for whoever asked for this page: the browser's language, the listener's own time zone. */
export async function readerFormat(timeZone: string): Promise<ReaderFormat> {
  const locale = localeFromAcceptLanguage((await headers()).get('accept-language'));
  return createReaderFormat({ locale, timeZone });
}
