import type { Measure } from '@/lib/shared/analytics/range';
import type { EntityKind } from '@/lib/shared/analytics/statistics';
import { err, ok, type Result } from '@/lib/shared/result';

/** What a report is about. Ids are the listener's own addresses (/artist/7); they never become public. */
export type ShareSubject =
  | { about: 'listening' }
  | { about: 'top'; kind: EntityKind; by: Measure }
  | { about: 'entity'; kind: EntityKind; id: number };

/** As a query string or a form has it: `top` with `by`, or `kind` with `id`, or nothing. */
export interface ShareSubjectInput {
  top?: string | undefined;
  by?: string | undefined;
  kind?: string | undefined;
  id?: string | undefined;
}

const LARGEST_ID = 2_147_483_647;

/** Reads what a report is about; nothing given means all listening. The error names the field at fault. */
export function parseShareSubject({
  top,
  by,
  kind,
  id,
}: ShareSubjectInput): Result<ShareSubject, { field: string; message: string }> {
  if (top !== undefined) {
    if (!isKind(top)) return err({ field: 'top', message: 'must be artist, track or album' });
    if (by !== undefined && by !== 'plays' && by !== 'time')
      return err({ field: 'by', message: 'must be plays or time' });
    return ok({ about: 'top', kind: top, by: by ?? 'plays' });
  }
  if (kind === undefined && id === undefined) return ok({ about: 'listening' });
  if (kind === undefined || !isKind(kind))
    return err({ field: 'kind', message: 'must be artist, track or album' });
  const number = /^\d{1,10}$/.test(id ?? '') ? Number(id) : 0;
  if (number < 1 || number > LARGEST_ID) return err({ field: 'id', message: 'must be a whole number' });
  return ok({ about: 'entity', kind, id: number });
}

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
  }
}
