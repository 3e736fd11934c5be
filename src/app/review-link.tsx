import { outlineButton } from '@/components/ui/button-style';
import { PageLink } from '@/components/ui/page-link';
import { statisticsDeps } from '@/lib/build-deps';
import type { Range } from '@/lib/shared/analytics/range';
import {
  periodOfRange,
  type ReviewPeriod,
  reviewName,
  reviewPath,
  reviewTitle,
  yearInSeason,
} from '@/lib/shared/analytics/year/review-period';
import { requireUser } from '@/middleware/session';
import { hasYearReview } from '@/services/analytics/year/year-review';

/** Leads from a whole year or month to its review; around New Year from any days to that of the year. Nothing where there is none. */
export async function ReviewLink({ range, today }: { range: Range; today: string }) {
  const chosen = periodOfRange(range);
  const season = yearInSeason(today);
  const period: ReviewPeriod | null = chosen ?? (season === null ? null : { year: season, month: null });
  if (period === null) return null;
  const user = await requireUser();
  if (!(await hasYearReview(statisticsDeps(), user, period))) return null;
  return (
    <PageLink href={reviewPath(period)} className={outlineButton}>
      {chosen ? reviewTitle(chosen) : `${reviewName(period)} in review`}
    </PageLink>
  );
}
