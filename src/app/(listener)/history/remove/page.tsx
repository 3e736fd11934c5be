import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { RemovalView } from '@/components/history/removal-view';
import { deps } from '@/lib/build-deps';
import { requireUser } from '@/middleware/session';
import { removalChoices } from '@/services/history/removal-choices';
import { RemovalBody } from '@/services/history/removal-input';
import { oneOf } from '../../../page-range';
import { readerFormat } from '../../../reader';

export const metadata: Metadata = { title: 'Remove plays' };

/** Confirms a removal: of a play, by `playedAt` and `trackId`, and what it belongs to; or of all plays of an artist. */
export default async function RemovePage({ searchParams }: PageProps<'/history/remove'>) {
  const user = await requireUser();
  const { playedAt, trackId, artistId } = await searchParams;
  const asked = RemovalBody.safeParse(
    oneOf(artistId) === undefined
      ? { what: 'play', playedAt: oneOf(playedAt), trackId: oneOf(trackId) }
      : { what: 'artist', artistId: oneOf(artistId) },
  );
  if (!asked.success) notFound();
  const offered = await removalChoices(deps(), user.id, asked.data);
  if (offered.length === 0) notFound();
  return <RemovalView offered={offered} format={await readerFormat()} />;
}
