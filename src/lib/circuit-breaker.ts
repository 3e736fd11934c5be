import type { FailureType } from './shared/archival/breaker-events';
import { DAY, HOUR } from './shared/time';

/** The breaker's state in a listener's row; every time is UTC. */
export interface Breaker {
  /** Failures since the last success, by type. */
  failures: Readonly<Record<FailureType, number>>;
  lastFailureType: FailureType | null;
  lastFailedAt: Date | null;
  openUntil: Date | null;
  openedCount: number;
}

export type BreakerPhase = 'healthy' | 'degraded' | 'open' | 'half_open';

export const CLOSED: Breaker = {
  failures: { AUTH: 0, NETWORK: 0, UNKNOWN: 0 },
  lastFailureType: null,
  lastFailedAt: null,
  openUntil: null,
  openedCount: 0,
};

/** How many failures of one type since the last success open it, and for how long the first time. */
const POLICY: Record<FailureType, { threshold: number; coolDownMs: number }> = {
  AUTH: { threshold: 3, coolDownMs: 24 * HOUR },
  NETWORK: { threshold: 5, coolDownMs: 2 * HOUR },
  UNKNOWN: { threshold: 10, coolDownMs: HOUR },
};

/** Failures of any types that open it although none has reached its own threshold: as if all were UNKNOWN. */
const MIXED = POLICY.UNKNOWN;

const LONGEST_COOL_DOWN_MS = 7 * DAY;

/** Failures since the last success, of all types together. */
export const totalFailures = ({ failures }: Pick<Breaker, 'failures'>): number =>
  failures.AUTH + failures.NETWORK + failures.UNKNOWN;

/** The state at this moment: an open breaker becomes half-open by time alone, and one test request may pass. */
export function breakerPhase(breaker: Breaker, now: Date): BreakerPhase {
  if (breaker.openUntil) return now < breaker.openUntil ? 'open' : 'half_open';
  return totalFailures(breaker) > 0 ? 'degraded' : 'healthy';
}

/**
 * The breaker after one attempt. A success closes it. Failures are counted until then, apart by type and all together: the
 * type that reaches its threshold decides how long it opens. A failed test request opens it again for twice as long, at
 * most 7 days. A failure while it is open, of a sync that the listener asked for, changes nothing but the counts.
 */
export function nextBreaker(breaker: Breaker, signal: 'success' | FailureType, now: Date): Breaker {
  if (signal === 'success') return CLOSED;
  const failures = { ...breaker.failures, [signal]: breaker.failures[signal] + 1 };
  const failed = { ...breaker, failures, lastFailureType: signal, lastFailedAt: now };
  const phase = breakerPhase(breaker, now);
  const { threshold, coolDownMs } = POLICY[signal];
  const isOwn = phase === 'half_open' || failures[signal] >= threshold;
  if (phase === 'open' || !(isOwn || totalFailures(failed) >= MIXED.threshold)) return failed;
  const first = isOwn ? coolDownMs : MIXED.coolDownMs;
  const length = Math.min(first * 2 ** breaker.openedCount, LONGEST_COOL_DOWN_MS);
  return { ...failed, openUntil: new Date(now.getTime() + length), openedCount: breaker.openedCount + 1 };
}
