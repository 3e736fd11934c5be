import type { RootDatabase } from '@/lib/db/client';
import type { Deps } from '@/lib/deps';
import type { ExclusionTarget } from '@/lib/shared/history/exclusion';
import { HOUR } from '@/lib/shared/time';
import { rebuildDays } from '@/services/analytics/rebuild-days';
import { chunkedWorkSchema } from '@/services/chunked-work';
import { checkExclusions } from '@/services/history/check-exclusions';
import { leaveOut, listExclusions, undoExclusion } from '@/services/history/exclusions';
import type { VirtualQueue } from '../virtual-queue';
import { type Random, randomOf } from './random';
import { removeOrUndo, undoRemovals } from './removals';
import { changeSetting, resetSettings } from './settings';
import type { Listener } from './world';

/** What a listener does about their statistics, history or settings in the middle of a story. */
export interface Whim {
  listener: Listener;
  /** After this many events. */
  after: number;
  /** How much of the background work is done before the next event: chunks of ten plays. */
  chunks: number;
  choose: Random;
}

/** A few moments at which listeners leave something out or remove plays, or undo it. */
export function inventWhims(seed: number, events: number): Whim[] {
  const random = randomOf(seed + 7_000);
  return Array.from({ length: 10 }, (_, nth) => ({
    listener: random.pick(['a', 'a', 'b'] as const),
    after: random.between(0, events),
    chunks: random.pick([0, 1, 100]),
    choose: randomOf(seed * 100 + nth),
  }));
}

type WhimDeps = Pick<Deps, 'clock' | 'logger'> & { db: RootDatabase; queue: VirtualQueue };

/** Leaves something of the listener's history out, removes something of it, or undoes what they did so; or changes a setting. */
export async function actOn({ choose, chunks }: Whim, deps: WhimDeps, userId: number): Promise<void> {
  if (choose.chance(0.3)) return removeOrUndo(choose, deps, userId);
  if (choose.chance(0.5)) await changeSetting(choose, deps, userId);
  else await leaveOutOrUndo(choose, deps, userId);
  await work(deps, { playsPerChunk: 10, daysPerChunk: 1, chunksPerMessage: 1 }, chunks);
}

async function leaveOutOrUndo(choose: Random, deps: WhimDeps, userId: number): Promise<void> {
  const { exclusions } = await listExclusions(deps, userId);
  const undone = exclusions.length > 0 && choose.chance(0.4) ? choose.pick(exclusions) : null;
  if (undone) await undoExclusion(deps, userId, undone.id);
  else {
    const target = await anyTarget(choose, deps.db, userId);
    if (target) await leaveOut(deps, userId, target);
  }
}

/** Takes everything back that is left out, removed or set otherwise, and lets the figures follow. */
export async function undoAll(deps: WhimDeps, userId: number): Promise<void> {
  await resetSettings(deps, userId);
  await undoRemovals(deps, userId);
  for (const { id } of (await listExclusions(deps, userId)).exclusions) await undoExclusion(deps, userId, id);
  await work(deps);
}

/** Lets the figures follow, this many messages long. */
export async function work(
  deps: WhimDeps,
  limits = { playsPerChunk: 100, daysPerChunk: 10, chunksPerMessage: 10 },
  messages = Infinity,
): Promise<void> {
  for (let done = 0; done < messages; ) {
    const next = deps.queue.take();
    if (!next) return;
    const { path, body } = next.message;
    if (path === '/api/queue/check-exclusions')
      await checkExclusions(deps, chunkedWorkSchema.parse(body), limits);
    else if (path === '/api/queue/rebuild-days')
      await rebuildDays(deps, chunkedWorkSchema.parse(body), limits);
    else continue;
    done += 1;
  }
}

async function anyTarget(choose: Random, db: RootDatabase, userId: number): Promise<ExclusionTarget | null> {
  const plays = await db.playEvent.findMany({
    where: { userId },
    orderBy: [{ playedAt: 'asc' }, { trackId: 'asc' }] as const,
    include: { context: true, track: { include: { artists: { orderBy: { position: 'asc' } } } } },
  });
  if (plays.length === 0) return null;
  const { playedAt, trackId, track, context } = choose.pick(plays);
  // A track that nobody named has none.
  const artist = track.artists.length > 0 ? choose.pick(track.artists).artistId : undefined;
  const targets: ExclusionTarget[] = [
    { kind: 'track', id: trackId },
    { kind: 'span', from: playedAt, to: new Date(playedAt.getTime() + choose.between(1, 12) * HOUR) },
    { kind: 'hours', fromMinute: 23 * 60, toMinute: choose.between(1, 400), timeZone: 'Asia/Kathmandu' },
    ...(artist === undefined ? [] : [{ kind: 'artist', id: artist } as const]),
    ...(track.albumId === null ? [] : [{ kind: 'album', id: track.albumId } as const]),
    ...(context === null ? [] : [{ kind: 'playlist', uri: context.uri } as const]),
  ];
  return choose.pick(targets);
}
