import { z } from 'zod';
import type { Range } from '@/lib/shared/analytics/range';
import { isCalendarDay } from '@/lib/shared/analytics/range-days';
import { parseRange } from '@/lib/shared/analytics/range-parse';
import { PICTURE_NAMES, PICTURE_SHAPES } from '@/lib/shared/analytics/year/screen';
import { daysOfSubject, parseShareSubject, type ShareSubject } from '@/lib/shared/share/share-subject';
import { SHARE_ID } from './share-id';

/** A request to share; texts are trimmed and validated. */
export interface NewShare {
  title: string;
  description: string | null;
  displayName: string;
  isIndexable: boolean;
  /** A day of the listener's calendar, the last on which the report is there, or an instant (ISO 8601); null: no end. */
  expiresAt: string | null;
  subject: ShareSubject;
  range: Range;
}

/** The input of the shared-report routes. An empty form field counts as absent. */

const emptyIsMissing = (value: unknown) => (value === '' ? undefined : value);
const missing = <T extends z.ZodType>(schema: T) => z.preprocess(emptyIsMissing, schema.optional());
const subjectField = missing(z.string().max(20));

const length = (text: string): number => Array.from(text).length;

const CONTROL = /[\p{Cc}\p{Cs}\u2028-\u202e\u2066-\u2069]/u;

/** Text shown to others, trimmed: no control characters, no bidirectional overrides. */
const shownText = (most: number, { mayHaveLines = false } = {}) =>
  z
    .string()
    .max(10_000, 'is too long')
    .transform((text) => text.replaceAll('\r\n', '\n').trim())
    .refine((text) => !CONTROL.test(mayHaveLines ? text.replaceAll('\n', '') : text), {
      error: 'must not hold control characters',
    })
    .refine((text) => length(text) <= most, `must have ${most} characters at most`);

const expiry = missing(
  z
    .string()
    .refine((text) => isCalendarDay(text) || z.iso.datetime({ offset: true }).safeParse(text).success, {
      error: 'must be a day (YYYY-MM-DD) or an instant (ISO 8601)',
    })
    .nullable(),
);

const ShareFields = z.strictObject({
  title: shownText(100).refine((text) => text !== '', 'must not be empty'),
  description: missing(shownText(500, { mayHaveLines: true }).nullable()),
  displayName: missing(shownText(50)),
  isIndexable: z.union([z.boolean(), z.literal('on').transform(() => true)]).default(false),
  expiresAt: expiry,
  top: subjectField,
  by: subjectField,
  kind: subjectField,
  id: missing(z.union([z.string().max(20), z.int().transform(String)])),
  year: subjectField,
  month: subjectField,
  range: subjectField,
  from: subjectField,
  to: subjectField,
});

/**
 * A report to create: its texts, and `top`, or `kind` with `id`, or `year` and perhaps `month`, or none of these; `range`, or
 * `from` and `to`, which a year does not need.
 */
export const ShareBody = ShareFields.transform((fields, context): NewShare => {
  const { range, from, to, top, by, kind, id, year, month, title, displayName, isIndexable, expiresAt } =
    fields;
  const days = parseRange({ range, from, to });
  const subject = parseShareSubject({ top, by, kind, id, year, month });
  if (days.ok && subject.ok)
    return {
      title,
      isIndexable,
      subject: subject.value,
      range: daysOfSubject(subject.value, days.value),
      description: fields.description || null,
      displayName: displayName ?? '',
      expiresAt: expiresAt ?? null,
    };
  const wrong = days.ok ? subject : days;
  if (!wrong.ok) {
    const { field, message } = wrong.error;
    context.issues.push({ code: 'custom', message, input: fields, path: [field] });
  }
  return z.NEVER;
});

/** What may be changed afterwards; null removes the expiry. */
export const ShareChangeBody = z
  .strictObject({
    expiresAt: expiry,
    isPublic: z.boolean().optional(),
    isIndexable: z.boolean().optional(),
  })
  .refine((change) => Object.values(change).some((value) => value !== undefined), 'names no change');

const shareId = z.string().regex(SHARE_ID, 'is not the id of a report');

export const ShareIdQuery = z.object({ id: shareId });
/** A picture of a shared year in review. */
export const SharedPictureQuery = ShareIdQuery.extend({
  picture: z.enum(PICTURE_NAMES),
  shape: z.enum(PICTURE_SHAPES).default('story'),
});
/** Without an id: the listener's own reports. */
export const OptionalShareIdQuery = z.object({ id: shareId.optional() });
