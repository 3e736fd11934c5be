import { outlineButton } from '@/components/ui/button-style';
import { PageLink } from '@/components/ui/page-link';
import { statisticsDeps } from '@/lib/build-deps';
import type { Range } from '@/lib/shared/analytics/range';
import {
  periodOfRange,
  type ReviewPeriod,
  reviewName,
  reviewPath,
  yearInSeason,
} from '@/lib/shared/analytics/year/review-period';
import { requireUser } from '@/middleware/session';
import { hasYearReview } from '@/services/analytics/year/year-review';

/** Leads from a whole year or month to its review; around New Year from all other days to that of the year. Nothing where there is none. */
export async function ReviewLink({ range, today, locale }: { range: Range; today: string; locale: string }) {
  const chosen = await reviewed(periodOfRange(range));
  const year = yearInSeason(today);
  const period = chosen ?? (await reviewed(year === null ? null : { year, month: null }));
  if (period === null) return null;
  return (
    <PageLink href={reviewPath(period)} className={outlineButton}>
      {reviewName(period, locale)} in review
    </PageLink>
  );
}

/** The period, where the listener has a review of it. */
async function reviewed(period: ReviewPeriod | null): Promise<ReviewPeriod | null> {
  if (period === null) return null;
  return (await hasYearReview(statisticsDeps(), await requireUser(), period)) ? period : null;
}
