import { expect } from 'vitest';
import type { World } from './world';

const HOUR = 3_600_000;

/** A listener who plays more in an hour than Spotify lists is polled in time: nothing is lost, not even in a gap. */
export async function expectHeavyListenersPolledInTime({ db, listeners, heavyFrom }: World): Promise<void> {
  if (heavyFrom === null) return;
  const gaps = await db.archiveGap.findMany({
    where: { user: { spotifyId: listeners[0]?.id ?? '' }, from: { gte: new Date(heavyFrom) } },
  });
  expect(gaps, 'gaps while somebody listened in haste').toEqual([]);
}

/** Every hour has a run of its own, or the next run tells that it had none. */
export async function expectLostTicksCounted({ db }: World): Promise<void> {
  const runs = await db.archiveRun.findMany({ orderBy: { scheduledFor: 'asc' } });
  const miscounted = runs.slice(1).filter(({ scheduledFor, missedBefore }, place) => {
    const before = runs[place]?.scheduledFor.getTime() ?? 0;
    return missedBefore !== (scheduledFor.getTime() - before) / HOUR - 1;
  });
  expect(miscounted, 'runs that miscount the ticks lost before them').toEqual([]);
}
