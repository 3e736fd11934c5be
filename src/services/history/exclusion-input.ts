import { z } from 'zod';
import { AppError } from '@/lib/app-error';
import type { ExclusionTarget } from '@/lib/shared/history/exclusion';
import { EARLIEST_PLAY_END } from '@/lib/shared/history/play-bounds';
import { LOCAL_MOMENT, localMoment } from '@/lib/shared/local-moment';
import { rowIdIn, sentRowId, sentText } from '@/lib/shared/schema-parts';
import { DAY } from '@/lib/shared/time';

/** The input of the routes of exclusions; numbers may be texts, as forms send them. */

const moment = z
  .union([z.iso.datetime({ offset: true }), z.string().regex(LOCAL_MOMENT)])
  .describe('ISO 8601; without an offset it is meant in the time zone of the listener.');
const time = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time, HH:MM')
  .describe('HH:MM in the time zone of the listener.');

export const ExclusionBody = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('artist'), id: sentRowId }),
  z.object({ kind: z.literal('album'), id: sentRowId }),
  z.object({ kind: z.literal('track'), id: sentRowId }),
  z.object({ kind: z.literal('playlist'), uri: sentText.max(300) }),
  z.object({ kind: z.literal('span'), from: moment, to: moment }),
  z.object({ kind: z.literal('hours'), from: time, to: time }),
]);
export type ExclusionBody = z.output<typeof ExclusionBody>;

export const ExclusionParams = z.object({
  id: rowIdIn('an exclusion'),
});

/** The page of an artist, album or track that a form stands on. */
export const UndoQuery = z.object({
  back: z
    .string()
    .regex(/^(artist|album|track)\/\d{1,10}$/)
    .optional(),
});

/** No play ended later than this, whatever the clock says. */
const FAR_AHEAD = Date.parse('2100-01-01T00:00:00Z');

/** What a body means for a listener of this zone. Reversed moments are swapped. Throws a validation error for a
 * span or hours that cannot be. */
export function exclusionTarget(body: ExclusionBody, timeZone: string): ExclusionTarget {
  if (body.kind === 'span') {
    const [a, b] = [instantOf(body.from, timeZone, 'from'), instantOf(body.to, timeZone, 'to')];
    if (a.getTime() === b.getTime()) throw invalid('to', 'must be another moment than from');
    return a < b ? { kind: 'span', from: a, to: b } : { kind: 'span', from: b, to: a };
  }
  if (body.kind !== 'hours') return body;
  const [fromMinute, toMinute] = [minuteOf(body.from), minuteOf(body.to)];
  if (fromMinute === toMinute) throw invalid('to', 'must be another time than from');
  return { kind: 'hours', fromMinute, toMinute, timeZone };
}

function instantOf(text: string, timeZone: string, field: string): Date {
  const at = LOCAL_MOMENT.test(text) ? localMoment(text, timeZone) : new Date(text);
  if (!at || at.getTime() < EARLIEST_PLAY_END - DAY || at.getTime() > FAR_AHEAD)
    throw invalid(field, 'must be a moment at which plays can end');
  return at;
}

const minuteOf = (text: string): number => Number(text.slice(0, 2)) * 60 + Number(text.slice(3));

const invalid = (field: string, text: string) =>
  new AppError('VALIDATION_ERROR', `body.${field}: ${text}`, { field: `body.${field}` });
