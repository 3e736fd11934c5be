import { nextBreaker, totalFailures } from '@/lib/circuit-breaker';
import type { FailureType } from '@/lib/shared/archival/breaker-events';
import { connectionEndsAt } from '@/lib/shared/archival/connection';
import type { SpotifyFailure } from '@/lib/spotify/failure';
import type { PollState } from '@/repositories/archival/play-batch-repository';
import type { PolledListener } from '@/repositories/archival/polled-listener-repository';
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

/** The type of a listener's failure; null for a rate-limit pause, which is not theirs. */
export function failureType(failure: SpotifyFailure): FailureType | null {
  switch (failure.kind) {
    case 'paused':
      return null;
    case 'invalid_grant':
    case 'lost_key':
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
  const revoked = !outcome.ok && outcome.error.kind === 'invalid_grant';
  // A connection that has ended needs no breaker.
  const signal = outcome.ok ? 'success' : revoked ? null : failureType(outcome.error);
  const breaker = signal ? nextBreaker(listener.breaker, signal, now) : listener.breaker;
  const reason = outcome.ok ? 'poll_succeeded' : failureReason(outcome.error, listener, now);
  return {
    token_version: tokenVersion,
    polled_at: outcome.ok ? now : null,
    is_active: !revoked,
    disconnected_reason: revoked ? reason : null,
    consecutive_failures: totalFailures(breaker),
    auth_failures: breaker.failures.AUTH,
    network_failures: breaker.failures.NETWORK,
    last_failure_type: revoked ? 'AUTH' : breaker.lastFailureType,
    last_failed_at: revoked ? now : breaker.lastFailedAt,
    circuit_open_until: breaker.openUntil,
    circuit_opened_count: breaker.openedCount,
    reason,
  };
}

/** Refresh tokens end six months after consent; before that, `invalid_grant` means that it was withdrawn. */
function failureReason(
  failure: SpotifyFailure,
  { authorizedAt }: Pick<PolledListener, 'authorizedAt'>,
  now: Date,
): string {
  const hasEnded = authorizedAt !== null && connectionEndsAt(authorizedAt) <= now;
  return failure.kind === 'invalid_grant' && hasEnded ? 'consent_expired' : failure.kind;
}

/** Whether to retry the listener within the hour. */
export const isRetryable = (failure: SpotifyFailure): boolean =>
  failure.kind === 'unavailable' || failure.kind === 'malformed' || failure.kind === 'unauthorized';
