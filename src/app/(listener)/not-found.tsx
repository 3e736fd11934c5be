import type { Metadata } from 'next';
import { NothingHere } from '@/components/ui/not-found-page';

export const metadata: Metadata = { title: 'Not found' };

export default function ListenerNotFound() {
  return <NothingHere isFramed />;
}
