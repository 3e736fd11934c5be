import type { DeletedAccount } from '@/lib/shared/account/account-schema';
import { createReaderFormat } from '@/lib/shared/format';

/** The result of the deletion, as a sentence; what was stored, the page has listed before. */
export function deletedLabel({ rows: { plays } }: DeletedAccount, locale: string): string {
  const format = createReaderFormat({ locale, timeZone: 'UTC' });
  const lead = plays === 0 ? '' : `${format.count(plays, 'play')} and `;
  return `Deleted: ${lead}everything ${plays === 0 ? '' : 'else '}that was stored about you, your connection to Spotify included.`;
}
