import { hash } from 'node:crypto';
import type { World } from './world';

/** What happened in one run, in its order, and what the archive came to hold, as one number: the same seed, the same. */
export async function fingerprint({ db, gate, befell, stage }: World): Promise<string> {
  const byListener = { user: { spotifyId: 'asc' } } as const;
  const plays = await db.playEvent.findMany({
    orderBy: [byListener, { playedAt: 'asc' }, { track: { spotifyId: 'asc' } }],
    select: { playedAt: true, listenedMs: true, track: { select: { spotifyId: true } } },
  });
  const gaps = await db.archiveGap.findMany({
    orderBy: [byListener, { from: 'asc' }, { to: 'asc' }],
    select: { from: true, to: true, missedAtMost: true, closedAt: true },
  });
  const runs = await db.archiveRun.findMany({ orderBy: { scheduledFor: 'asc' } });
  const story = [befell, gate.effects, stage.simulator.control.requests().counts, plays, gaps, runs];
  return hash('sha256', JSON.stringify(story));
}
