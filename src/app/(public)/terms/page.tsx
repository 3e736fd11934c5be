import type { Metadata } from 'next';
import { describeInstallation } from '@/app/(public)/installation';
import { TermsView } from '@/components/legal/terms-view';
import { env } from '@/lib/env';

export const metadata: Metadata = { title: 'Terms' };

export default function TermsPage() {
  return <TermsView installation={describeInstallation(env())} />;
}
