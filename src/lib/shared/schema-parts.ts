import { z } from 'zod';
import { isStorable } from '@/lib/shared/history/play-bounds';

/** The parts that the schemas of inputs and answers are made of. */

/** ISO 8601 UTC. */
export const instant = z.iso.datetime();
/** The same as the database writes it, with +00:00. */
export const offsetInstant = z.iso.datetime({ offset: true });
/** The same of a caller: the database knows no year 0. */
export const sentInstant = instant.refine(
  (text) => !text.startsWith('0000'),
  'must be an instant after year 0',
);
/** A text of a caller, which the database can hold. */
export const sentText = z.string().refine(isStorable, 'must not hold U+0000');
/** YYYY-MM-DD in the listener's zone. */
export const day = z.iso.date();
export const count = z.int().min(0);
/** Milliseconds. */
export const milliseconds = z.number().min(0).describe('Milliseconds.');
/** The key of a row: an `integer` of the database. */
export const rowId = z.int32().min(1);
/** The same in a body, where a form sends a text. */
export const sentRowId = z.coerce.number<number | string>().pipe(rowId);
/** The same in an address; `what`: "an import". */
export const rowIdIn = (what: string) =>
  z
    .string()
    .regex(/^[1-9]\d{0,8}$/, `must be the id of ${what}`)
    .transform(Number);
/** A place in a list, from 1. */
export const rank = z.int().min(1);
/** Of a whole, 0 to 1. */
export const share = z.number().min(0).max(1);
