import { headers } from 'next/headers';
import type { ReaderFormat } from '@/lib/shared/format';
import { requestFormat } from '@/lib/shared/request-format';
import { currentUser } from '@/middleware/session';

/** Formatters for the reader of this page; in the listener's time zone unless given. */
export async function readerFormat(timeZone?: string): Promise<ReaderFormat> {
  const user = await currentUser();
  const reader = { locale: user?.locale ?? null, timeZone: timeZone ?? user?.timeZone ?? 'UTC' };
  return requestFormat({ headers: await headers() }, reader);
}
