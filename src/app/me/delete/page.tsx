import type { Metadata } from 'next';
import { DeletionView } from '@/components/account/deletion-view';
import { deps } from '@/lib/build-deps';
import { requireUser } from '@/middleware/session';
import { previewDeletion } from '@/services/account/delete-account';
import { readerFormat } from '../../reader';

export const metadata: Metadata = { title: 'Delete account' };

export default async function DeletionPage() {
  const user = await requireUser();
  const rows = await previewDeletion(deps(), user.id);
  return <DeletionView name={user.name} rows={rows} format={await readerFormat()} />;
}
