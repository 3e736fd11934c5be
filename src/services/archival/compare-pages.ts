import type { Database } from '@/lib/db/client';
import { reachesOfListener } from '@/lib/history/reach';
import { findStoredPlays } from '@/repositories/history/stored-plays-repository';
import type { Compared, ListenerPlays } from './compose-batch';
import { pageReports } from './match-page';
import { keepStored } from './stored-rivals';

/**
 * What the archive has around the plays of each page: one statement for all. Long stretches between the plays of a page
 * are not read: a page may reach back for years, and a file may have brought thousands of plays a day.
 */
export async function comparePages(
  db: Database,
  listeners: readonly ListenerPlays[],
): Promise<{ share: ListenerPlays; compared: Compared }[]> {
  const wanted = listeners.flatMap(({ userId, page }) => reachesOfListener(userId, pageReports(page)));
  const stored = await findStoredPlays(db, wanted, 'poll');
  return listeners.map((share) => {
    const isOfShare = ({ userId }: { userId: number }) => userId === share.userId;
    const known = stored.filter(isOfShare);
    const spans = wanted.filter(isOfShare).map(({ from, to }) => ({ from, to }));
    return { share: { ...share, page: keepStored(share.page, known) }, compared: { spans, stored: known } };
  });
}
