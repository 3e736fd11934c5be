import { pageHref, rangeParameters } from '@/components/shell/page-links';
import type { Range } from '@/lib/shared/analytics/range';
import { type ShareSubject, shareSubjectParameters } from '@/lib/shared/share/share-subject';

/** The page that makes a report about this. */
export const shareHref = (subject: ShareSubject, range: Range): string =>
  pageHref('/share/new', {
    ...shareSubjectParameters(subject),
    ...(subject.about === 'year' ? {} : rangeParameters(range)),
  });

/** Reads the stored days of a report: a preset, or `from..to`. */
export function storedRange(text: string): Range {
  const [from = '', to] = text.split('..');
  if (to === undefined) return { preset: from as Range['preset'], from: null, to: null };
  return { preset: null, from: from || null, to: to || null };
}
