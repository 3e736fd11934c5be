import type { Metadata } from 'next';
import { NothingHere } from '@/components/ui/not-found-page';

export const metadata: Metadata = { title: 'Not found', robots: { index: false } };

/** Stands in, with status 404, for a page about something that the listener never played. */
export default function MissingPage() {
  return <NothingHere isFramed />;
}
