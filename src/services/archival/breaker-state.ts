import { type FailureType, nextBreaker } from '@/lib/circuit-breaker';
import type { SpotifyFailure } from '@/lib/spotify/failure';
import type { PollState } from '@/repositories/archival/play-batch-repository';
import type { Reading } from './read-listener';

/** Fewer failures than this may be chance; from here on, more than half of a batch means an outage. */
const MASS_REVOCATION = 5;

/**
 * A Spotify outage once returned false `invalid_grant` errors for many listeners at once. In that case no one is
 * disconnected, and the errors count as network failures.
 */
export function treatMassInvalidGrantAsOutage(readings: readonly Reading[]): Reading[] {
  const revoked = readings.filter((r) => !r.outcome.ok && r.outcome.error.kind === 'invalid_grant').length;
  if (revoked < MASS_REVOCATION || revoked * 2 <= readings.length) return [...readings];
  return readings.map((reading) => {
    if (reading.outcome.ok || reading.outcome.error.kind !== 'invalid_grant') return reading;
    const detail = 'invalid_grant for most of the batch at once: an outage, not the listeners';
    return { ...reading, outcome: { ok: false, error: { kind: 'unavailable', detail } } };
  });
}

/** The breaker's signal; null for failures that are not the listener's or that end polling anyway. */
function breakerSignal(failure: SpotifyFailure): FailureType | null {
  switch (failure.kind) {
    case 'paused':
    case 'invalid_grant':
      return null;
    case 'unauthorized':
    case 'not_registered':
    case 'forbidden':
      return 'AUTH';
    case 'unavailable':
      return 'NETWORK';
    case 'malformed':
      return 'UNKNOWN';
  }
}

/** The listener's new state after a poll. Paused listeners keep their state and are not passed in. */
export function stateAfter(reading: Reading, now: Date): PollState {
  const { listener, tokenVersion, outcome } = reading;
  const signal = outcome.ok ? 'success' : breakerSignal(outcome.error);
  const breaker = signal ? nextBreaker(listener.breaker, signal, now) : listener.breaker;
  const revoked = !outcome.ok && outcome.error.kind === 'invalid_grant';
  return {
    token_version: tokenVersion,
    polled_at: outcome.ok ? now : null,
    is_active: !revoked,
    disconnected_reason: revoked ? 'invalid_grant' : null,
    consecutive_failures: breaker.consecutiveFailures,
    last_failure_type: revoked ? 'AUTH' : breaker.lastFailureType,
    last_failed_at: revoked ? now : breaker.lastFailedAt,
    circuit_open_until: breaker.openUntil,
    circuit_opened_count: breaker.openedCount,
  };
}

/** Whether to retry the listener within the hour. */
export const isRetryable = (failure: SpotifyFailure): boolean =>
  failure.kind === 'unavailable' || failure.kind === 'malformed' || failure.kind === 'unauthorized';
