import type { Logger } from '@/lib/logger';
import type { SpotifyFailure } from '@/lib/spotify/failure';
import type { Transition } from '@/repositories/archival/breaker-event-repository';
import { failureType } from './breaker-state';
import type { Reading } from './read-listener';
import type { Recorded } from './record-plays';

/**
 * One line for each listener whose poll failed, or whose breaker closed. Where the failure opened the breaker or ended the
 * connection, that is what the line says. Listeners who could not be written have their line already.
 */
export function logPolls(
  logger: Logger,
  readings: readonly Reading[],
  { transitions, unwritten }: Pick<Recorded, 'transitions' | 'unwritten'>,
): void {
  const byUser = new Map(transitions.map((transition) => [transition.userId, transition]));
  for (const reading of readings) {
    const userId = reading.listener.id;
    if (unwritten.includes(userId)) continue;
    const transition = byUser.get(userId);
    const details = detailsOf(reading);
    if (transition && logTransition(logger, transition, details)) continue;
    if (reading.outcome.ok) continue;
    const { error } = reading.outcome;
    logger.warn({ userId, kind: failureType(error), reason: error.kind, ...details }, 'listener poll failed');
  }
}

const detailsOf = ({ outcome, cause }: Reading): object => ({
  ...(!outcome.ok && 'detail' in outcome.error ? { detail: outcome.error.detail } : {}),
  ...(cause === undefined ? {} : { err: cause }),
});

/** One line for a token that could not be had outside a poll; a rate-limit pause has its own. */
export function logTokenFailure(logger: Logger, userId: number, failure: SpotifyFailure): void {
  const kind = failureType(failure);
  if (kind !== null) logger.warn({ userId, kind, reason: failure.kind }, 'no token outside a poll');
}

/** Logs a change of a connection; false where it neither opened, closed, ended nor began. */
export function logTransition(logger: Logger, transition: Transition, details: object = {}): boolean {
  const { userId, from, to, failureType: kind, reason, openUntil } = transition;
  const fields = { userId, kind, reason, from, to, ...(openUntil ? { openUntil } : {}), ...details };
  if (to === 'open') logger.warn(fields, 'breaker opened');
  else if (to === 'disconnected') logger.warn(fields, 'listener disconnected');
  else if (from === 'disconnected') logger.info(fields, 'listener reconnected');
  else if (from === 'open' || from === 'half_open') logger.info(fields, 'breaker closed');
  else return false;
  return true;
}
