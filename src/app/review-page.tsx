import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { cache } from 'react';
import { ReviewView } from '@/components/analytics/year/review-view';
import { statisticsDeps } from '@/lib/build-deps';
import {
  besidePeriods,
  parseReviewPeriod,
  type ReviewPeriod,
  reviewName,
} from '@/lib/shared/analytics/year/review-period';
import { requireUser } from '@/middleware/session';
import { getYearReview, hasYearReview } from '@/services/analytics/year/year-review';
import { readerFormat } from './reader';

export interface ReviewRoute {
  params: Promise<{ year: string; month?: string }>;
}

// The title and the page ask for the same thing.
const reviewOf = cache(async (year: string, month: string | undefined) => {
  const user = await requireUser();
  const period = parseReviewPeriod(year, month) ?? notFound();
  return (await getYearReview(statisticsDeps(), user, period)) ?? notFound();
});

export async function reviewMetadata({ params }: ReviewRoute): Promise<Metadata> {
  const { year, month } = await params;
  return { title: `${reviewName(await reviewOf(year, month))} in review` };
}

/** The page of a year or month in review; not found for one without plays. */
export async function ReviewPage({ params }: ReviewRoute) {
  const { year, month } = await params;
  const review = await reviewOf(year, month);
  return (
    <ReviewView
      review={review}
      beside={await thatAreThere(besidePeriods(review))}
      format={await readerFormat()}
    />
  );
}

async function thatAreThere(periods: ReviewPeriod[]): Promise<ReviewPeriod[]> {
  const user = await requireUser();
  const there = await Promise.all(periods.map((period) => hasYearReview(statisticsDeps(), user, period)));
  return periods.filter((_, index) => there[index]);
}
