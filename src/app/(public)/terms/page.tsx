import type { Metadata } from 'next';
import { TermsView } from '@/components/legal/terms-view';
import { env } from '@/lib/env';
import { describeInstallation } from '@/middleware/installation';

export const metadata: Metadata = { title: 'Terms' };

export default function TermsPage() {
  return <TermsView installation={describeInstallation(env())} />;
}
