import type { Clock } from '@/lib/clock';
import type { RootDatabase } from '@/lib/db/client';
import type { RemovalChoice } from '@/lib/shared/history/removal';
import { listRemovals, removePlays, undoRemoval } from '@/services/history/remove-plays';
import type { Random } from './random';

interface RemovalDeps {
  db: RootDatabase;
  clock: Clock;
}

/** Removes a play, its session or all of its artist from a listener's history, or undoes one of their removals. */
export async function removeOrUndo(choose: Random, deps: RemovalDeps, userId: number): Promise<void> {
  const { removals } = await listRemovals(deps, userId);
  const undone = removals.length > 0 && choose.chance(0.4) ? choose.pick(removals) : null;
  if (undone) await undoRemoval(deps, userId, undone.id);
  else {
    const choice = await anyChoice(choose, deps.db, userId);
    if (choice) await removePlays(deps, userId, choice);
  }
}

/** Brings everything back that is removed. */
export async function undoRemovals(deps: RemovalDeps, userId: number): Promise<void> {
  // Listed again each time: what was removed twice comes back with the first of its removals.
  const newest = async () => (await listRemovals(deps, userId)).removals[0];
  for (let next = await newest(); next; next = await newest()) await undoRemoval(deps, userId, next.id);
}

async function anyChoice(choose: Random, db: RootDatabase, userId: number): Promise<RemovalChoice | null> {
  const plays = await db.playEvent.findMany({
    where: { userId },
    orderBy: [{ playedAt: 'asc' }, { trackId: 'asc' }] as const,
    include: { track: { include: { artists: { orderBy: { position: 'asc' } } } } },
  });
  if (plays.length === 0) return null;
  const { playedAt, trackId, track } = choose.pick(plays);
  const artistId = choose.pick(track.artists)?.artistId;
  const choices: RemovalChoice[] = [
    { what: 'play', playedAt, trackId },
    { what: 'session', playedAt, trackId },
    ...(artistId === undefined ? [] : [{ what: 'artist', artistId } as const]),
  ];
  return choose.pick(choices);
}
