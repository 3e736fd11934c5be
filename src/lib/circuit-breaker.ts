import { DAY, HOUR } from './shared/time';

export type FailureType = 'AUTH' | 'NETWORK' | 'UNKNOWN';

/** The breaker's state in a listener's row; every time is UTC. */
export interface Breaker {
  consecutiveFailures: number;
  lastFailureType: FailureType | null;
  lastFailedAt: Date | null;
  openUntil: Date | null;
  openedCount: number;
}

export type BreakerPhase = 'healthy' | 'degraded' | 'open' | 'half_open';

export const CLOSED: Breaker = {
  consecutiveFailures: 0,
  lastFailureType: null,
  lastFailedAt: null,
  openUntil: null,
  openedCount: 0,
};

/** How many consecutive failures of one type open it, and for how long the first time. */
const POLICY: Record<FailureType, { threshold: number; coolDownMs: number }> = {
  AUTH: { threshold: 3, coolDownMs: 24 * HOUR },
  NETWORK: { threshold: 5, coolDownMs: 2 * HOUR },
  UNKNOWN: { threshold: 10, coolDownMs: HOUR },
};

const LONGEST_COOL_DOWN_MS = 7 * DAY;

export function breakerPhase(breaker: Breaker, now: Date): BreakerPhase {
  if (breaker.openUntil) return now < breaker.openUntil ? 'open' : 'half_open';
  return breaker.consecutiveFailures > 0 ? 'degraded' : 'healthy';
}

/** After the cool-down one test request may pass (half-open). */
export const breakerAllows = (breaker: Breaker, now: Date): boolean => breakerPhase(breaker, now) !== 'open';

/**
 * The breaker after one attempt. A success closes it; a failure of another type than the last starts a new count;
 * a failed test request opens it again for twice as long, at most 7 days.
 */
export function nextBreaker(breaker: Breaker, signal: 'success' | FailureType, now: Date): Breaker {
  if (signal === 'success') return CLOSED;
  const { threshold, coolDownMs } = POLICY[signal];
  const sameRun = breaker.lastFailureType === signal;
  const consecutiveFailures = (sameRun ? breaker.consecutiveFailures : 0) + 1;
  const failed = { consecutiveFailures, lastFailureType: signal, lastFailedAt: now };
  const opens = breakerPhase(breaker, now) === 'half_open' || consecutiveFailures >= threshold;
  if (!opens) return { ...failed, openUntil: null, openedCount: breaker.openedCount };
  const length = Math.min(coolDownMs * 2 ** breaker.openedCount, LONGEST_COOL_DOWN_MS);
  return { ...failed, openUntil: new Date(now.getTime() + length), openedCount: breaker.openedCount + 1 };
}
