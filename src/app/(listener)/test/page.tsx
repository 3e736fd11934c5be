import type { Metadata } from 'next';
import { ConnectionCheckView } from '@/components/archival/connection-check-view';
import { deps } from '@/lib/build-deps';
import { requireUser } from '@/middleware/session';
import { getConnectionCheck } from '@/services/archival/connection-check';
import { readerFormat } from '../../reader';

export const metadata: Metadata = { title: 'Connection check' };

export default async function ConnectionCheckPage() {
  const user = await requireUser();
  const check = await getConnectionCheck(deps(), user.id);
  const format = await readerFormat();
  return <ConnectionCheckView check={check} name={user.name} now={deps().clock.now()} format={format} />;
}
