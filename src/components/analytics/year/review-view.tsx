import { ShareButton } from '@/components/share/share-button';
import { PageLink } from '@/components/ui/page-link';
import { PageTitle } from '@/components/ui/page-title';
import { dayLabel } from '@/lib/shared/analytics/calendar-days';
import { type ReviewPeriod, reviewName, reviewPath } from '@/lib/shared/analytics/year/review-period';
import type { YearReview } from '@/lib/shared/analytics/year/review-schema';
import { reviewScreens } from '@/lib/shared/analytics/year/review-screens';
import { SCREEN_NAMES } from '@/lib/shared/analytics/year/screen';
import type { ReaderFormat } from '@/lib/shared/format';
import { ReviewNotes, ReviewScreens } from './review-screens';
import { ownLinks } from './screen-links';

interface ReviewViewProps {
  review: YearReview;
  /** The periods beside it that have a review. */
  beside: ReviewPeriod[];
  format: ReaderFormat;
}

/** The listener's own year or month in review. */
export function ReviewView({ review, beside, format }: ReviewViewProps) {
  const { year, month, range } = review;
  const name = reviewName(review, format.locale);
  const isGrowing = !review.isOver && reviewScreens(review, format).length < SCREEN_NAMES.length;
  return (
    <>
      <div className="flex items-center justify-between gap-3 max-[15rem]:flex-wrap">
        <PageTitle title={`${name} in review`} />
        <ShareButton subject={{ about: 'year', year, month }} range={range} />
      </div>
      <ReviewNotes review={review} format={format} />
      <nav aria-label="Other reviews" className="flex flex-wrap gap-x-9 gap-y-1 print:hidden">
        <Periods periods={beside} review={review} format={format} />
        <Periods periods={within(review)} review={review} format={format} />
      </nav>
      <ReviewScreens review={review} links={ownLinks(review, range)} format={format} />
      {isGrowing ? <p className="text-sm text-soft">More appears as your archive grows.</p> : null}
    </>
  );
}

type PeriodsProps = Pick<ReviewViewProps, 'review' | 'format'> & { periods: ReviewPeriod[] };

const Periods = ({ periods, review, format }: PeriodsProps) =>
  periods.length === 0 ? null : (
    <ul className="flex max-w-full flex-wrap gap-x-4 gap-y-1 text-sm max-two:-m-1 max-two:flex-nowrap max-two:overflow-x-auto max-two:p-1 max-two:*:whitespace-nowrap">
      {periods.map((period) => (
        <li key={reviewPath(period)}>
          <PageLink href={reviewPath(period)} className="inline-block py-1">
            {labelOf(period, review, format)}
          </PageLink>
        </li>
      ))}
    </ul>
  );

/** The months of a year that have plays; of a month its year. */
function within({ year, month, points }: YearReview): ReviewPeriod[] {
  if (month !== null) return [{ year, month: null }];
  return points
    .filter(({ plays }) => plays > 0)
    .map(({ start }) => ({ year, month: Number(start.slice(5, 7)) }));
}

/** "May" within the year of the page, "All of 2025" on that of a month, else "‹ April 2025" or "2026 ›". */
function labelOf(
  period: ReviewPeriod,
  { year, month, points }: YearReview,
  { locale }: ReaderFormat,
): string {
  const start = points.find((point) => Number(point.start.slice(5, 7)) === period.month)?.start;
  const isWithin = month === null && period.year === year && period.month !== null && start !== undefined;
  if (isWithin) return dayLabel(start, locale, { month: 'long' });
  if (month !== null && period.month === null) return `All of ${reviewName(period, locale)}`;
  return reviewPath(period) < reviewPath({ year, month })
    ? `‹ ${reviewName(period, locale)}`
    : `${reviewName(period, locale)} ›`;
}
