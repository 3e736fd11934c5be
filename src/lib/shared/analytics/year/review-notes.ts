import type { ReaderFormat } from '@/lib/shared/format';
import { percentLabel } from '@/lib/shared/percent-label';
import type { ReviewContent } from './review-schema';

/** What a reader must know of a review that is not of all plays of its time; empty where it is whole. */
export function reviewNotes(
  { isOver, month, completeness, totals }: ReviewContent,
  format: ReaderFormat,
): string[] {
  const { days, archivedDays, incompleteDays } = completeness;
  const unit = month === null ? 'year' : 'month';
  const allDays = format.count(days, 'day');
  const estimated = totals.estimatedPlays / Math.max(totals.plays, 1);
  return [
    isOver ? '' : `The ${unit} is not over: this is what there is up to now.`,
    archivedDays < days
      ? `The archive has ${format.number(archivedDays)} of ${isOver ? `its ${allDays}` : `the ${allDays} so far`}.`
      : '',
    incompleteDays > 0 ? `On ${format.count(incompleteDays, 'day')} plays may be missing.` : '',
    estimateNote(estimated, format),
  ].filter((note) => note !== '');
}

/** The same in a few words, for pictures: "so far, in part", "as far as archived"; empty where it is whole. */
export function reviewLack({
  isOver,
  completeness: { days, archivedDays, incompleteDays },
}: ReviewContent): string {
  const isInPart = archivedDays < days || incompleteDays > 0;
  if (!isOver) return isInPart ? 'so far, in part' : 'so far';
  return isInPart ? 'as far as archived' : '';
}

function estimateNote(share: number, format: ReaderFormat): string {
  if (share === 0) return '';
  return share === 1
    ? 'Listening time is estimated.'
    : `Listening time is estimated for ${percentLabel(share, format)} of the plays.`;
}
