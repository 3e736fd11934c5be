import type { Metadata } from 'next';
import { apiDescription } from '@/app/api-description';
import { ApiView } from '@/components/api/api-view';
import { apiPage } from './api-page';

export const metadata: Metadata = { title: 'For developers' };

export default function DevelopersPage() {
  return <ApiView page={apiPage(apiDescription())} />;
}
