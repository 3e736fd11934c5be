import { numberFormatter } from '@/lib/shared/formatters';
import { isRecord } from '@/lib/shared/is-record';
import { plural } from '@/lib/shared/plural';

/** The result of the deletion, as a sentence; what was stored, the page has listed before. */
export function deletedLabel(answer: unknown, locale: string): string {
  const { plays } = rowsOf(answer);
  const count = typeof plays === 'number' ? plays : 0;
  const numbers = numberFormatter(locale, {});
  const lead = count === 0 ? '' : `${numbers.format(count)} ${plural(count, 'play')} and `;
  return `Deleted: ${lead}everything ${count === 0 ? '' : 'else '}that was stored about you, your connection to Spotify included.`;
}

function rowsOf(answer: unknown): Record<string, unknown> {
  const deleted = isRecord(answer) ? answer.deleted : null;
  const rows = isRecord(deleted) ? deleted.rows : null;
  return isRecord(rows) ? rows : {};
}
