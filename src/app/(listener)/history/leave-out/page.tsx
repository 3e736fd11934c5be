import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { LeaveOutView } from '@/components/history/leave-out-view';
import { deps } from '@/lib/build-deps';
import { requireUser } from '@/middleware/session';
import { exclusionChoices } from '@/services/history/exclusion-choices';
import { RemovalBody } from '@/services/history/removal-input';
import { oneOf } from '../../../page-range';
import { readerFormat } from '../../../reader';

export const metadata: Metadata = { title: 'Leave out of statistics' };

/** Offers what to leave out of statistics beside a play, which `playedAt` and `trackId` name. */
export default async function LeaveOutPage({ searchParams }: PageProps<'/history/leave-out'>) {
  const user = await requireUser();
  const { playedAt, trackId } = await searchParams;
  const asked = RemovalBody.safeParse({ what: 'play', playedAt: oneOf(playedAt), trackId: oneOf(trackId) });
  if (!asked.success || asked.data.what === 'artist') notFound();
  const offered = (await exclusionChoices(deps(), user, asked.data)) ?? notFound();
  const format = await readerFormat();
  return <LeaveOutView {...offered} playedAt={asked.data.playedAt.toISOString()} format={format} />;
}
