import { createReaderFormat } from '@/lib/shared/format';
import { isRecord } from '@/lib/shared/is-record';

/** The result of the deletion, as a sentence; what was stored, the page has listed before. */
export function deletedLabel(answer: unknown, locale: string): string {
  const { plays } = rowsOf(answer);
  const count = typeof plays === 'number' ? plays : 0;
  const format = createReaderFormat({ locale, timeZone: 'UTC' });
  const lead = count === 0 ? '' : `${format.count(count, 'play')} and `;
  return `Deleted: ${lead}everything ${count === 0 ? '' : 'else '}that was stored about you, your connection to Spotify included.`;
}

function rowsOf(answer: unknown): Record<string, unknown> {
  const deleted = isRecord(answer) ? answer.deleted : null;
  const rows = isRecord(deleted) ? deleted.rows : null;
  return isRecord(rows) ? rows : {};
}
