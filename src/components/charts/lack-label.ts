/** What hatching means on a chart that has gaps, time that was never archived, or both. */
export function lackLabel({ hasGaps, isUnarchived }: { hasGaps: boolean; isUnarchived: boolean }): string {
  if (hasGaps && isUnarchived) return 'not archived, or plays may be missing';
  return isUnarchived ? 'not archived' : 'plays may be missing';
}
