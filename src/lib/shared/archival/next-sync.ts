import { MINUTE } from '@/lib/shared/time';
import { nextPollAt } from './archive-schedule';

/**
 * When the next scheduled sync really is, and what it waits for. `at` is the earliest, and the moment itself unless there is
 * a `by`: many listeners are polled over the whole time until the next round, each some time before `by`. ISO 8601 UTC.
 */
export type NextSync =
  | { at: string; by?: string; waitsFor: 'schedule' }
  /** Until then Spotify rate-limits the application. */
  | { at: string; by?: string; waitsFor: 'spotify'; until: string }
  /** The breaker is open after repeated errors. */
  | { at: string; by?: string; waitsFor: 'errors' }
  | { at: null; waitsFor: 'reconnect' };

export interface SyncFacts {
  now: Date;
  everyMinutes: number;
  isConnected: boolean;
  /** Until when Spotify rate-limits the application. */
  pausedUntil: Date | null;
  /** Until when this listener's breaker is open. */
  circuitOpenUntil: Date | null;
  /** When this listener was last polled, with success or without. */
  lastTurnAt: Date | null;
  /** Whether a round has more than one batch, so that it takes all the time until the next. */
  isSpread: boolean;
}

/** The one answer to "when is the next sync?": from the schedule, the pause, the breaker and the connection. */
export function nextSync(facts: SyncFacts): NextSync {
  const { now, everyMinutes, isConnected, pausedUntil, circuitOpenUntil, isSpread } = facts;
  if (!isConnected) return { at: null, waitsFor: 'reconnect' };
  const scheduled = nextPollAt(now, everyMinutes);
  const afterErrors =
    circuitOpenUntil && circuitOpenUntil > now ? firstPollFrom(circuitOpenUntil, everyMinutes) : scheduled;
  // What a pause held back runs when it ends.
  const at = pausedUntil && pausedUntil > afterErrors ? pausedUntil : afterErrors;
  const waits = { at: at.toISOString(), ...(isSpread ? { by: endOfTurns(facts, at).toISOString() } : {}) };
  if (pausedUntil && pausedUntil > now && at >= pausedUntil && pausedUntil >= (circuitOpenUntil ?? now))
    return { ...waits, waitsFor: 'spotify', until: pausedUntil.toISOString() };
  if (circuitOpenUntil && circuitOpenUntil > now) return { ...waits, waitsFor: 'errors' };
  return { ...waits, waitsFor: 'schedule' };
}

/** When everybody has been polled: at the end of the round under way if the listener's turn in it is still to come. */
function endOfTurns(
  { now, everyMinutes, lastTurnAt, pausedUntil, circuitOpenUntil }: SyncFacts,
  at: Date,
): Date {
  const next = nextPollAt(now, everyMinutes);
  const round = next.getTime() - everyMinutes * MINUTE;
  const isToCome = [lastTurnAt, pausedUntil, circuitOpenUntil].every(
    (moment) => (moment?.getTime() ?? 0) < round,
  );
  return isToCome ? next : nextPollAt(at, everyMinutes);
}

/** Whether asking for a sync before the next one is of any use: a pause of Spotify's holds for all, an open breaker does not. */
export const canSyncNow = ({ waitsFor }: NextSync): boolean =>
  waitsFor === 'schedule' || waitsFor === 'errors';

/** A poll due at that very moment is made. */
const firstPollFrom = (from: Date, everyMinutes: number): Date =>
  nextPollAt(new Date(from.getTime() - 1), everyMinutes);
