import type { Archived } from '@/lib/shared/analytics/statistics';

/** What hatching means on a chart of these stretches: gaps, time that was never archived, or both; null where there is neither. */
export function lackLabel(stretches: readonly { archived: Archived }[]): string | null {
  const hasGaps = stretches.some(({ archived }) => archived === 'part');
  const isUnarchived = stretches.some(({ archived }) => archived === 'none');
  if (hasGaps) return isUnarchived ? 'not archived, or plays may be missing' : 'plays may be missing';
  return isUnarchived ? 'not archived' : null;
}
