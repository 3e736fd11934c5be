import 'server-only';
import { headers } from 'next/headers';
import { localeFromAcceptLanguage } from '@/lib/shared/accept-language';
import { createReaderFormat, type ReaderFormat } from '@/lib/shared/format';
import { currentUser } from '@/middleware/session';

/** Formatters for whoever asked for this page: the listener's own choice or the browser's language, their time zone. */
export async function readerFormat(timeZone: string): Promise<ReaderFormat> {
  const chosen = (await currentUser())?.locale;
  const locale = chosen ?? localeFromAcceptLanguage((await headers()).get('accept-language'));
  return createReaderFormat({ locale, timeZone });
}
