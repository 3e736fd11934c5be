import { expect } from 'vitest';
import type { Deps } from '@/lib/deps';
import { verifyArchive } from '@/services/analytics/archive-verification';
import type { ArchiveStage } from './archive-stage';
import { lastPollOf } from './last-poll';

/** Every play that Spotify listed when it was last asked stands in the archive, once, and nothing else. */
export async function expectWholeArchive(
  stage: ArchiveStage,
  listeners: string[],
  where: string,
): Promise<void> {
  for (const listener of listeners) {
    const user = await stage.deps.db.user.findUniqueOrThrow({ where: { spotifyId: listener } });
    const lastPoll = await lastPollOf(stage.deps.db, user.id);
    expect(lastPoll, `${where}: ${listener} was polled`).not.toBeNull();
    const polledAt = lastPoll?.getTime() ?? 0;
    const known = stage.simulator.control
      .playsBetween(listener, polledAt - 30 * 86_400_000, polledAt + 1)
      .filter((play) => play.arrivesAt <= polledAt)
      .slice(-50);
    const kept = await stage.deps.db.playEvent.findMany({
      where: { userId: user.id },
      orderBy: { playedAt: 'desc' },
      take: 50,
    });
    expect(
      kept.map((play) => play.playedAt.getTime()).reverse(),
      `${where}: the plays of ${listener}`,
    ).toEqual(known.map((play) => play.playedAt));
  }
}

export async function expectRollupsEqualRecount(db: Deps['db'], where: string): Promise<void> {
  const { differences } = await verifyArchive({ db });
  expect(differences, `${where}: stored figures against a recount`).toEqual([]);
}
