import type { Database } from '@/lib/db/client';
import { reportsOf } from '@/lib/history/combine-plays';
import { matchPlays } from '@/lib/history/match-plays';
import { reachesOfListener } from '@/lib/history/reach';
import {
  findKeysOfRemoval,
  findNearRemoved,
  moveToRemoval,
  type RemovedKey,
} from '@/repositories/history/removal-repository';
import { findStoredPlays, type StoredPlay } from '@/repositories/history/stored-plays-repository';
import { storedReports } from './stored-reports';

/**
 * Moves plays from other removals to one that is about to be undone, where they are the same play: one that was removed twice,
 * under two names, comes back whole. Returns how many were moved. The caller's transaction locks the listener's row.
 */
export async function gatherRemovedTwice(db: Database, userId: number, removal: number): Promise<number> {
  const near = await findNearRemoved(db, userId, removal);
  if (near.length === 0) return 0;
  const ends = near.map(({ playedAt, msPlayed, durationMs }) => ({
    end: playedAt.getTime(),
    msPlayed,
    track: { durationMs },
  }));
  const stored = await findStoredPlays(db, reachesOfListener(userId, ends), 'file');
  const mine = new Set((await findKeysOfRemoval(db, removal)).map(textOf));
  const twice = removedTwice(stored, (play) => mine.has(textOf(play)));
  const keys = twice.map(({ playedAt, trackId }) => ({ playedAt, trackId }));
  if (keys.length > 0) await moveToRemoval(db, { userId, removal }, keys);
  return twice.length;
}

/** The plays of other removals that, matched again, are the same as a play of this one. */
function removedTwice(stored: readonly StoredPlay[], isMine: (play: RemovedKey) => boolean): StoredPlay[] {
  const reported = stored.flatMap((play) =>
    reportsOf(storedReports(play).reported).map((report) => ({ play, report })),
  );
  const { plays } = matchPlays(
    reported.map(({ report }) => report),
    [],
  );
  return plays.flatMap(({ reports }) => {
    const same = [...new Set(reports.flatMap((place) => reported[place]?.play ?? []))];
    return same.some(isMine) ? same.filter((play) => play.removedAt !== null && !isMine(play)) : [];
  });
}

const textOf = ({ playedAt, trackId }: RemovedKey): string => `${playedAt.getTime()} ${trackId}`;
