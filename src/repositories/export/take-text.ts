import { z } from 'zod';

export interface TextRow {
  text: string | null;
}

const text = z.string().nullable();

/**
 * The text of an answer of one row; null where there is none. It is taken out of the answer, which the database client
 * holds until the next full garbage collection: an export asks thousands of times and would pile all its text up.
 */
export function takeText([row]: TextRow[]): string | null {
  if (!row) return null;
  const taken = text.parse(row.text);
  row.text = null;
  return taken;
}
