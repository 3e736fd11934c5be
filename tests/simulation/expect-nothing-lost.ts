import { expect } from 'vitest';
import type { ListenerLife, SimulatedPlay } from '../../simulator/life/listener-life';
import { lastPollOf } from '../support/last-poll';
import type { World } from './world';

const WINDOW = 50;
const keyOf = (playedAt: number, trackId: string) => `${new Date(playedAt).toISOString()} ${trackId}`;

/**
 * Holds the archive of every listener against what was truly played: nothing invented, nothing twice, the last plays
 * all there, and whatever is missing lies inside an open gap that owns up to as many, is kept aside, or was never
 * listed by Spotify at all.
 */
export async function expectNothingLostSilently(world: World): Promise<void> {
  for (const life of world.listeners) {
    const where = `${life.id}, ${world.machine.kind}; befell ${JSON.stringify(world.befell)}`;
    await expectListenerWhole(world, life, where);
  }
}

/** Every request has ended, and no message waits for anything any more. */
export async function expectNothingUnfinished({ db, stage }: World): Promise<void> {
  expect(stage.queue.pending().map(({ message }) => message.deduplicationId)).toEqual([]);
  const open = await db.archiveRequest.findMany({
    where: { finishedAt: null, deadlineAt: { gt: stage.clock.now() } },
  });
  expect(open).toEqual([]);
}

async function expectListenerWhole(world: World, life: ListenerLife, where: string): Promise<void> {
  const { polledAt, kept, gaps, aside } = await readArchive(world, life);
  expect(polledAt, `${where}: read after the last tick`).toBeGreaterThanOrEqual(world.lastTickAt);
  const truth = playsListed(world, life, lastReadAt(world, life));
  const keys = new Set(kept);
  expect(keys.size, `${where}: plays standing twice`).toBe(kept.length);
  const listed = new Set(truth.map((play) => keyOf(play.playedAt, play.trackId)));
  expect(
    kept.filter((key) => !listed.has(key)),
    `${where}: invented plays`,
  ).toEqual([]);
  const missing = truth.filter(
    (play) => !keys.has(keyOf(play.playedAt, play.trackId)) && !aside.has(play.playedAt),
  );
  expect(
    truth.slice(-WINDOW).filter((play) => missing.includes(play)),
    `${where}: the last plays`,
  ).toEqual([]);
  const covered = gaps.map((gap) => ({ ...gap, missing: missing.filter((play) => isInside(play, gap)) }));
  expect(
    missing
      .filter((play) => !gaps.some((gap) => isInside(play, gap)) && wasEverListed(truth, play))
      .map(
        (play) =>
          `${keyOf(play.playedAt, play.trackId)}, listed from ${new Date(play.arrivesAt).toISOString()}`,
      ),
    `${where}: plays lost outside every recorded gap`,
  ).toEqual([]);
  expect(
    covered.filter((gap) => gap.missing.length > gap.missedAtMost),
    `${where}: gaps that own up to fewer plays than they lack`,
  ).toEqual([]);
}

interface Gap {
  from: Date;
  to: Date;
  missedAtMost: number;
}

const isInside = (play: SimulatedPlay, gap: Gap): boolean =>
  gap.from.getTime() < play.playedAt && play.playedAt < gap.to.getTime();

async function readArchive({ db }: World, life: ListenerLife) {
  const user = await db.user.findUniqueOrThrow({ where: { spotifyId: life.id } });
  const userId = user.id;
  const plays = await db.playEvent.findMany({
    where: { userId },
    select: { playedAt: true, track: { select: { spotifyId: true } } },
  });
  const kept = plays.map(({ playedAt, track }) => keyOf(playedAt.getTime(), track.spotifyId ?? ''));
  const gaps: Gap[] = await db.archiveGap.findMany({ where: { userId, closedAt: null } });
  const items = await db.rejectedItem.findMany({ where: { userId } });
  const aside = new Set(items.map(({ playedAt }) => playedAt?.getTime()));
  return { polledAt: (await lastPollOf(db, userId))?.getTime() ?? 0, kept, gaps, aside };
}

/** When Spotify last listed the plays of a listener, ms UTC. */
function lastReadAt({ stage }: World, { id }: ListenerLife): number {
  const { recent } = stage.simulator.control.requests();
  const isRead = (r: (typeof recent)[number]) =>
    r.listener === id && r.path.endsWith('/recently-played') && r.status === 200;
  return recent.findLast(isRead)?.at ?? 0;
}

/** From the oldest play that the first poll listed to the newest that the last poll could list, ascending. */
function playsListed({ stage, startsAt }: World, life: ListenerLife, readAt: number): SimulatedPlay[] {
  const known = stage.simulator.control
    .playsBetween(life.id, life.startsAt, readAt + 1)
    .filter((play) => play.arrivesAt <= readAt);
  const before = known.filter((play) => play.arrivesAt <= startsAt && play.playedAt <= startsAt);
  const first = before.slice(-WINDOW).at(0);
  return first ? known.slice(known.indexOf(first)) : known;
}

/** False for plays that came so late that fifty newer ones were listed before them: Spotify never showed them. */
const wasEverListed = (truth: readonly SimulatedPlay[], play: SimulatedPlay): boolean =>
  truth.filter((other) => other.playedAt > play.playedAt && other.arrivesAt <= play.arrivesAt).length <
  WINDOW;
