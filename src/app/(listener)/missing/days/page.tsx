import type { Metadata } from 'next';
import { NoSuchDays } from '@/components/ui/not-found-page';

export const metadata: Metadata = { title: 'Not found', robots: { index: false } };

/** Stands in, with status 404, for the review of a year or month without plays. */
export default function MissingDaysPage() {
  return <NoSuchDays />;
}
