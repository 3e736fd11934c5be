import { headers } from 'next/headers';
import type { ReaderFormat } from '@/lib/shared/format';
import { requestFormat } from '@/lib/shared/request-format';
import { currentUser } from '@/middleware/session';

/** Formatters for the reader of this page. */
export async function readerFormat(timeZone: string): Promise<ReaderFormat> {
  const locale = (await currentUser())?.locale ?? null;
  return requestFormat({ headers: await headers() }, { locale, timeZone });
}
