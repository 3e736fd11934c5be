import type { TrendPoint } from '@/lib/shared/analytics/statistics';

/**
 * What hatching means on a chart of these stretches: gaps, time that was never archived, or both; null where there is neither.
 * What lies before the archive's beginning was never archived.
 */
export function lackLabel(stretches: readonly Lacking[]): string | null {
  const hasGaps = stretches.some(mayMiss);
  const isUnarchived = stretches.some(({ archived }) => archived === 'none');
  if (hasGaps) return isUnarchived ? `not archived, or ${MAY_BE_MISSING}` : MAY_BE_MISSING;
  if (isUnarchived) return 'not archived';
  return stretches.some(({ hasBeginning }) => hasBeginning) ? BEGINS_HERE : null;
}

type Lacking = Pick<TrendPoint, 'archived' | 'hasBeginning'>;

/** Whether plays may be missing of a stretch in which something is archived. */
export const mayMiss = ({ archived, hasBeginning }: Lacking): boolean => archived === 'part' && !hasBeginning;

/** What is to be said beside the figures of a stretch; null where it is archived whole. */
export function lackOf({ archived, hasBeginning }: Lacking): string | null {
  if (archived === 'all') return null;
  return hasBeginning ? BEGINS_HERE : MAY_BE_MISSING;
}

/** Of a stretch: what is before it was never archived. */
export const BEGINS_HERE = 'archive begins here';
export const MAY_BE_MISSING = 'plays may be missing';
