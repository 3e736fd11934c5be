import { type Database, PLAYS_TRANSACTION } from '@/lib/db/client';
import { isDatabaseUnavailable } from '@/lib/db/database-unavailable';
import type { Deps } from '@/lib/deps';
import {
  EMPTY_PAGE,
  type ObservedPlay,
  type RecentPage,
  type RejectedItem,
} from '@/lib/spotify/recently-played';
import { lockListenersForWriting } from '@/repositories/archival/listener-lock-repository';
import { type WrittenBatch, writePlayBatch } from '@/repositories/archival/play-batch-repository';
import { followCatalogue } from '@/services/catalogue/follow-catalogue';
import { comparePages } from './compare-pages';
import { composeBatch, type ListenerPlays, oldestOf, type PolledShare, type RunShare } from './compose-batch';

export interface Recorded extends Omit<WrittenBatch, 'hasNews' | 'hasStaleRollups'> {
  /** Listeners whose data could not be written at all, not even as rejected items. */
  unwritten: number[];
}

export const nothingRecorded = (): Recorded => ({
  newPlays: new Map(),
  gapsOpened: 0,
  transitions: [],
  artistsDue: false,
  unwritten: [],
});

type RecordDeps = Pick<Deps, 'db' | 'clock' | 'logger'>;

/** How often a batch is compared again because another write came between; after that it locks the others out. */
const COMPARISONS = 3;

/**
 * The only writer of polled plays. It writes a batch with one statement. When the data of one listener makes it fail,
 * the batch is halved until the failing data is isolated. Idempotent: safe to retry.
 * Throws when the database is down: then nothing was written and the whole batch may be tried again.
 */
export async function recordPlays(
  deps: RecordDeps,
  listeners: readonly PolledShare[],
  run: RunShare | null = null,
): Promise<Recorded> {
  const total = nothingRecorded();
  const shares = listeners.map((share) => ({ ...share, oldest: oldestOf(share.page) }));
  await writeIsolating(deps, shares, run, total);
  return total;
}

async function writeIsolating(
  deps: RecordDeps,
  listeners: readonly ListenerPlays[],
  run: RunShare | null,
  total: Recorded,
): Promise<void> {
  if (listeners.length === 0) return;
  try {
    const { batch, written } = await writeCompared(deps, listeners, run);
    add(total, written);
    await followCatalogue(deps, batch, written);
  } catch (error) {
    if (isDatabaseUnavailable(error)) throw error;
    const halves = halve(listeners);
    if (!halves) {
      await giveUp(deps, listeners, run, error);
      total.unwritten.push(...listeners.map((l) => l.userId));
      return;
    }
    deps.logger.warn({ err: error, listeners: listeners.length }, 'batch write failed, splitting the batch');
    await writeIsolating(deps, halves[0], run, total);
    // Each half counts its own listeners; what belongs to neither is counted with the first.
    await writeIsolating(deps, halves[1], run && { scheduled_for: run.scheduled_for, skipped: 0 }, total);
  }
}

/** The listener counts as failed in the run. */
async function giveUp(
  deps: RecordDeps,
  listeners: readonly ListenerPlays[],
  run: RunShare | null,
  error: unknown,
): Promise<void> {
  for (const { userId } of listeners) {
    deps.logger.error(
      { userId, kind: 'UNKNOWN', reason: 'write_failed', err: error },
      'listener write failed',
    );
  }
  const failed = listeners.filter(({ counts }) => counts).length;
  if (run) await writePlayBatch(deps.db, composeBatch(deps.clock.now(), [], { ...run, failed }));
}

/**
 * Compares the pages with what is stored and writes what is new; compares again when another write came between. In the
 * end the listeners' rows are locked first, so that none can.
 */
async function writeCompared(deps: RecordDeps, listeners: readonly ListenerPlays[], run: RunShare | null) {
  const attempt = async (db: Database) => {
    const batch = composeBatch(deps.clock.now(), await comparePages(db, listeners), run);
    const written = await writePlayBatch(db, batch);
    return written && { batch, written };
  };
  for (let comparison = 0; comparison < COMPARISONS; comparison += 1) {
    const done = await attempt(deps.db);
    if (done) return done;
  }
  return deps.db.$transaction(async (tx) => {
    await lockListenersForWriting(
      tx,
      listeners.map(({ userId }) => userId),
    );
    const done = await attempt(tx);
    if (!done) throw new Error('unreachable: nobody else writes plays of locked listeners');
    return done;
  }, PLAYS_TRANSACTION);
}

/**
 * Splits listeners first, then the plays of one listener; a single play that cannot be written becomes a rejected item.
 */
function halve(listeners: readonly ListenerPlays[]): [ListenerPlays[], ListenerPlays[]] | null {
  const middle = Math.ceil(listeners.length / 2);
  if (listeners.length > 1) return [listeners.slice(0, middle), listeners.slice(middle)];
  const [only] = listeners;
  if (!only) return null;
  if (!only.isWithoutNews) return [[{ ...only, isWithoutNews: true }], []];
  const { plays, rejectedItems, isFull } = only.page;
  const { counts, ...uncounted } = only;
  const part = (page: Partial<RecentPage>, share: ListenerPlays = only): ListenerPlays[] => [
    { ...share, page: { ...EMPTY_PAGE, ...page } },
  ];
  const rest = (page: Partial<RecentPage>) => part(page, uncounted);
  const [play] = plays;
  if (!play) {
    const half = Math.ceil(rejectedItems.length / 2);
    if (rejectedItems.length < 2) return null;
    return [
      part({ rejectedItems: rejectedItems.slice(0, half) }),
      rest({ rejectedItems: rejectedItems.slice(half) }),
    ];
  }
  // Whether this page leaves a gap is decided with its plays, before its rejected items are known.
  if (rejectedItems.length > 0) return [part({ plays, isFull }), rest({ rejectedItems })];
  if (plays.length === 1) return [part({ rejectedItems: [asRejected(play)], isFull }), []];
  const cut = Math.ceil(plays.length / 2);
  // Only the oldest half is "full": the gap rule uses the oldest play of the page.
  return [part({ plays: plays.slice(cut), isFull }), rest({ plays: plays.slice(0, cut) })];
}

/** A play that the database refuses. Its time may be the reason. */
const asRejected = (play: ObservedPlay): RejectedItem => ({
  reason: 'unstorable',
  payload: play.sentText?.() ?? JSON.stringify(play),
  playedAt: null,
});

function add(total: Recorded, written: WrittenBatch): void {
  for (const [userId, plays] of written.newPlays) {
    total.newPlays.set(userId, (total.newPlays.get(userId) ?? 0) + plays);
  }
  total.gapsOpened += written.gapsOpened;
  total.transitions.push(...written.transitions);
  total.artistsDue ||= written.artistsDue;
}
