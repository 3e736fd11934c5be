import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { LeaveOutView } from '@/components/history/leave-out-view';
import { deps } from '@/lib/build-deps';
import { requireUser } from '@/middleware/session';
import { exclusionChoices } from '@/services/history/exclusion-choices';
import { removalNamed } from '@/services/history/removal-input';
import { eachOnce } from '../../../page-range';
import { readerFormat } from '../../../reader';

export const metadata: Metadata = { title: 'Leave out of statistics' };

/** Offers what to leave out of statistics beside a play, which `playedAt` and `trackId` name. */
export default async function LeaveOutPage({ searchParams }: PageProps<'/history/leave-out'>) {
  const user = await requireUser();
  const play = removalNamed({ ...eachOnce(await searchParams), artistId: undefined }) ?? notFound();
  if (play.what === 'artist') notFound();
  const offered = (await exclusionChoices(deps(), user, play)) ?? notFound();
  const format = await readerFormat();
  return <LeaveOutView {...offered} playedAt={play.playedAt.toISOString()} format={format} />;
}
