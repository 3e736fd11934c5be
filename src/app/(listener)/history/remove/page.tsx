import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { RemovalView } from '@/components/history/removal-view';
import { deps } from '@/lib/build-deps';
import { requireUser } from '@/middleware/session';
import { removalChoices } from '@/services/history/removal-choices';
import { removalNamed } from '@/services/history/removal-input';
import { eachOnce } from '../../../page-range';
import { readerFormat } from '../../../reader';

export const metadata: Metadata = { title: 'Remove plays' };

/** Confirms a removal: of a play, by `playedAt` and `trackId`, and what it belongs to; or of all plays of an artist. */
export default async function RemovePage({ searchParams }: PageProps<'/history/remove'>) {
  const user = await requireUser();
  const asked = removalNamed(eachOnce(await searchParams)) ?? notFound();
  const offered = await removalChoices(deps(), user.id, asked);
  if (offered.length === 0) notFound();
  return <RemovalView offered={offered} format={await readerFormat()} />;
}
