import type { Measure, Range } from '@/lib/shared/analytics/range';
import type { EntityKind } from '@/lib/shared/analytics/statistics';
import { parseReviewPeriod, reviewRange } from '@/lib/shared/analytics/year/review-period';
import { LARGEST_ID } from '@/lib/shared/largest-id';
import { err, ok, type Result } from '@/lib/shared/result';

/** What a report is about. Ids are the listener's own addresses (/artist/7); they never become public. */
export type ShareSubject =
  | { about: 'listening' }
  | { about: 'top'; kind: EntityKind; by: Measure }
  | { about: 'entity'; kind: EntityKind; id: number }
  /** A year in review, or one month of it (1 to 12). */
  | { about: 'year'; year: number; month: number | null };

/** As a query string or a form has it: `top` with `by`, or `kind` with `id`, or `year` and perhaps `month`, or nothing. */
export interface ShareSubjectInput {
  top?: string | undefined;
  by?: string | undefined;
  kind?: string | undefined;
  id?: string | undefined;
  year?: string | undefined;
  /** Two digits. */
  month?: string | undefined;
}

/** Reads what a report is about; nothing given means all listening. The error names the field at fault. */
export function parseShareSubject({
  top,
  by,
  kind,
  id,
  year,
  month,
}: ShareSubjectInput): Result<ShareSubject, { field: string; message: string }> {
  if (top !== undefined) {
    if (!isKind(top)) return err({ field: 'top', message: 'must be artist, track or album' });
    if (by !== undefined && by !== 'plays' && by !== 'time')
      return err({ field: 'by', message: 'must be plays or time' });
    return ok({ about: 'top', kind: top, by: by ?? 'plays' });
  }
  if (year !== undefined || month !== undefined) return yearOf(year, month);
  if (kind === undefined && id === undefined) return ok({ about: 'listening' });
  if (kind === undefined || !isKind(kind))
    return err({ field: 'kind', message: 'must be artist, track or album' });
  const number = /^\d{1,10}$/.test(id ?? '') ? Number(id) : 0;
  if (number < 1 || number > LARGEST_ID) return err({ field: 'id', message: 'must be a whole number' });
  return ok({ about: 'entity', kind, id: number });
}

function yearOf(
  year: string | undefined,
  month: string | undefined,
): Result<ShareSubject, { field: string; message: string }> {
  const period = parseReviewPeriod(year ?? '', month);
  return period
    ? ok({ about: 'year', ...period })
    : err({
        field: month === undefined ? 'year' : 'month',
        message: 'must be a year (2026), or a year and a month (05)',
      });
}

/** The days of a report: a year in review has its own. */
export const daysOfSubject = (subject: ShareSubject, range: Range): Range =>
  subject.about === 'year' ? reviewRange(subject) : range;

const isKind = (text: string): text is EntityKind =>
  text === 'artist' || text === 'track' || text === 'album';

/** The same as URL parameters. */
export function shareSubjectParameters(subject: ShareSubject): Record<string, string> {
  switch (subject.about) {
    case 'listening':
      return {};
    case 'top':
      return { top: subject.kind, ...(subject.by === 'time' ? { by: 'time' } : {}) };
    case 'entity':
      return { kind: subject.kind, id: String(subject.id) };
    case 'year': {
      const year = String(subject.year);
      return subject.month === null ? { year } : { year, month: String(subject.month).padStart(2, '0') };
    }
  }
}
