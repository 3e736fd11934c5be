import { PERSONAL_DATA } from '@/lib/shared/account/personal-data';
import { listFormatter, numberFormatter } from '@/lib/shared/formatters';

/** "Deleted: 44,128 plays, 3,201 figures and 2 sign-ins.": the result of the deletion, as a sentence. */
export function deletedLabel(answer: unknown, locale: string): string {
  const numbers = numberFormatter(locale, {});
  const rows = rowsOf(answer);
  const parts = PERSONAL_DATA.flatMap(({ kind, name }) => {
    const count = rows[kind];
    if (typeof count !== 'number' || count === 0 || kind === 'account') return [];
    return [`${numbers.format(count)} ${name.toLowerCase()}`];
  });
  const all = listFormatter('en-GB', { type: 'conjunction' });
  return `Deleted: ${all.format([...parts, 'your profile', 'your connection to Spotify'])}.`;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

function rowsOf(answer: unknown): Record<string, unknown> {
  const deleted = isRecord(answer) ? answer.deleted : null;
  const rows = isRecord(deleted) ? deleted.rows : null;
  return isRecord(rows) ? rows : {};
}
