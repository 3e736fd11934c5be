import { headers } from 'next/headers';
import { localeFromAcceptLanguage } from '@/lib/shared/accept-language';
import { createReaderFormat, type ReaderFormat } from '@/lib/shared/format';
import { currentUser } from '@/middleware/session';
import type { SignedInUser } from '@/services/account-service';

/** Formatters for this reader: the listener's own choice or the browser's language, and a time zone. */
function formatFor(
  reader: Pick<SignedInUser, 'locale'> | null,
  requestHeaders: Pick<Headers, 'get'>,
  timeZone: string,
): ReaderFormat {
  const locale = reader?.locale ?? localeFromAcceptLanguage(requestHeaders.get('accept-language'));
  return createReaderFormat({ locale, timeZone });
}

/** Formatters for the reader of this page. */
export const readerFormat = async (timeZone: string): Promise<ReaderFormat> =>
  formatFor(await currentUser(), await headers(), timeZone);
