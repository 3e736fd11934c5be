import { pageHref, rangeParameters } from '@/components/shell/page-links';
import type { Range } from '@/lib/shared/analytics/range';
import { type ShareSubject, shareSubjectParameters } from '@/lib/shared/share/share-subject';

/** The page on which a report about this is made. */
export const shareHref = (subject: ShareSubject, range: Range): string =>
  pageHref('/share/new', { ...shareSubjectParameters(subject), ...rangeParameters(range) });

/** The days of a report, as they are stored: a preset, or `from..to`. */
export function storedRange(text: string): Range {
  const [from = '', to] = text.split('..');
  if (to === undefined) return { preset: from as Range['preset'], from: null, to: null };
  return { preset: null, from: from || null, to: to || null };
}
