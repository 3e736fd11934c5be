import type { Metadata } from 'next';
import { NoSuchDays } from '@/components/ui/not-found-page';

export const metadata: Metadata = { title: 'Not found' };

export default function YearNotFound() {
  return <NoSuchDays />;
}
