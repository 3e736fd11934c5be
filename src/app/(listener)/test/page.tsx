import type { Metadata } from 'next';
import { ConnectionCheckView } from '@/components/archival/connection-check-view';
import { deps } from '@/lib/build-deps';
import { connectionCheck } from '../../connection-check';
import { readerFormat } from '../../reader';

export const metadata: Metadata = { title: 'Connection check' };

export default async function ConnectionCheckPage() {
  const check = await connectionCheck();
  const format = await readerFormat(check.listener.timeZone);
  return <ConnectionCheckView check={check} now={deps().clock.now()} format={format} />;
}
