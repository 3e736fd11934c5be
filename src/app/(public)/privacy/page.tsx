import type { Metadata } from 'next';
import { describeInstallation } from '@/app/(public)/installation';
import { PrivacyView } from '@/components/legal/privacy-view';
import { env } from '@/lib/env';
import { browserConsent } from '../../browser-consent';

export const metadata: Metadata = { title: 'Privacy' };

export default async function PrivacyPage() {
  return <PrivacyView installation={describeInstallation(env())} consent={await browserConsent()} />;
}
