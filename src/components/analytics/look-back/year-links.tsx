import { PageLink } from '@/components/ui/page-link';
import { reviewName, reviewPath } from '@/lib/shared/analytics/year/review-period';

/** Leads to the review of each year. */
export const YearLinks = ({ years, locale }: { years: readonly number[]; locale: string }) => (
  <nav aria-label="Years in review" className="flex flex-wrap items-baseline gap-x-4 gap-y-1 text-sm">
    <span className="text-soft">In review</span>
    {years.map((year) => (
      <PageLink key={year} href={reviewPath({ year, month: null })} className="inline-block py-1">
        {reviewName({ year, month: null }, locale)}
      </PageLink>
    ))}
  </nav>
);
