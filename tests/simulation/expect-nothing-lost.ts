import { expect } from 'vitest';
import { z } from 'zod';
import type { ListenerLife } from '../../simulator/life/listener-life';
import type { World } from './world';

const setAsidePayload = z.object({ played_at: z.string() });

/**
 * Holds the archive of every listener against what was truly played: nothing invented, nothing twice, and whatever is
 * missing lies inside an open gap, is kept aside, or was never listed by Spotify at all.
 */
export async function expectNothingLostSilently(world: World): Promise<void> {
  for (const life of world.listeners) {
    const lost = await silentlyLost(world, life);
    expect(
      lost,
      `${life.id}: plays lost outside every recorded gap; befell ${JSON.stringify(world.befell)}`,
    ).toEqual([]);
  }
}

async function silentlyLost({ stage }: World, life: ListenerLife): Promise<string[]> {
  const db = stage.plainDb;
  const user = await db.user.findUniqueOrThrow({ where: { spotifyId: life.id } });
  const userId = user.id;
  const polledAt = user.lastPolledAt?.getTime() ?? 0;
  const kept = await db.playEvent.findMany({
    where: { userId },
    orderBy: { playedAt: 'asc' },
    select: { playedAt: true, track: { select: { spotifyId: true } } },
  });
  const first = kept[0];
  if (!first) return [];
  const truth = stage.simulator.control
    .playsBetween(life.id, first.playedAt.getTime(), polledAt + 1)
    .filter((play) => play.arrivesAt <= polledAt);
  const keys = new Set(kept.map((play) => `${play.playedAt.getTime()} ${play.track.spotifyId}`));
  expect(keys.size, `${life.id}: plays standing twice`).toBe(kept.length);
  const true_ = new Set(truth.map((play) => `${play.playedAt} ${play.trackId}`));
  expect(
    [...keys].filter((key) => !true_.has(key)),
    `${life.id}: invented plays`,
  ).toEqual([]);
  const gaps = await db.archiveGap.findMany({ where: { userId, closedAt: null } });
  const aside = await db.setAsideItem.findMany({ where: { userId } });
  const setAside = new Set(
    aside.flatMap((item) => {
      const payload = setAsidePayload.safeParse(item.payload);
      return payload.success ? [Date.parse(payload.data.played_at)] : [];
    }),
  );
  return truth
    .filter((play) => !keys.has(`${play.playedAt} ${play.trackId}`))
    .filter(
      (play) => !gaps.some((gap) => gap.from.getTime() < play.playedAt && play.playedAt < gap.to.getTime()),
    )
    .filter((play) => !setAside.has(play.playedAt))
    .filter(
      (play) => truth.filter((o) => o.playedAt > play.playedAt && o.arrivesAt <= play.arrivesAt).length < 50,
    )
    .map(
      (play) => `${new Date(play.playedAt).toISOString()} arrived ${new Date(play.arrivesAt).toISOString()}`,
    );
}
