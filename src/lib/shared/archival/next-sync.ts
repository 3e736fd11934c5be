import { nextPollAt } from './archive-schedule';

/** When the next scheduled sync really is, and what it waits for. Instants are ISO 8601 UTC. */
export type NextSync =
  | { at: string; waitsFor: 'schedule' }
  /** Until then Spotify rate-limits the application. */
  | { at: string; waitsFor: 'spotify'; until: string }
  /** The breaker is open after repeated errors. */
  | { at: string; waitsFor: 'errors' }
  | { at: null; waitsFor: 'reconnect' };

export interface SyncFacts {
  now: Date;
  everyMinutes: number;
  isConnected: boolean;
  /** Until when Spotify rate-limits the application. */
  pausedUntil: Date | null;
  /** Until when this listener's breaker is open. */
  circuitOpenUntil: Date | null;
}

/** The one answer to "when is the next sync?": from the schedule, the pause, the breaker and the connection. */
export function nextSync(facts: SyncFacts): NextSync {
  const { now, everyMinutes, isConnected, pausedUntil, circuitOpenUntil } = facts;
  if (!isConnected) return { at: null, waitsFor: 'reconnect' };
  const scheduled = nextPollAt(now, everyMinutes);
  const afterErrors =
    circuitOpenUntil && circuitOpenUntil > now ? firstPollFrom(circuitOpenUntil, everyMinutes) : scheduled;
  // What a pause held back runs when it ends.
  const at = pausedUntil && pausedUntil > afterErrors ? pausedUntil : afterErrors;
  const waits = { at: at.toISOString() };
  if (pausedUntil && pausedUntil > now && at >= pausedUntil && pausedUntil >= (circuitOpenUntil ?? now))
    return { ...waits, waitsFor: 'spotify', until: pausedUntil.toISOString() };
  if (circuitOpenUntil && circuitOpenUntil > now) return { ...waits, waitsFor: 'errors' };
  return { ...waits, waitsFor: 'schedule' };
}

/** Whether asking for a sync before the next one is of any use: a pause of Spotify's holds for all, an open breaker does not. */
export const canSyncNow = ({ waitsFor }: NextSync): boolean =>
  waitsFor === 'schedule' || waitsFor === 'errors';

/** A poll due at that very moment is made. */
const firstPollFrom = (from: Date, everyMinutes: number): Date =>
  nextPollAt(new Date(from.getTime() - 1), everyMinutes);
