import type { SpotifyFailure } from '@/lib/spotify/failure';
import type { PolledListener } from '@/repositories/archival/polled-listener-repository';
import type { Reading } from './read-listener';

/** The readings of a batch, sorted by what happens next. */
export interface SortedReadings {
  successful: Reading[];
  failed: (Reading & { failure: SpotifyFailure })[];
  /** Not polled because of the application-wide rate-limit pause; not their failure. */
  paused: PolledListener[];
}

/** Sorts readings into successful, failed and paused ones; each is in exactly one. */
export function sortReadings(readings: readonly Reading[]): SortedReadings {
  const sorted: SortedReadings = { successful: [], failed: [], paused: [] };
  for (const reading of readings) {
    if (reading.outcome.ok) sorted.successful.push(reading);
    else if (reading.outcome.error.kind === 'paused') sorted.paused.push(reading.listener);
    else sorted.failed.push({ ...reading, failure: reading.outcome.error });
  }
  return sorted;
}

/** An answer without a single play. */
export const isEmpty = ({ outcome }: Reading): boolean => outcome.ok && outcome.value.plays.length === 0;

export const rejectedItemsIn = (sorted: SortedReadings): number =>
  sorted.successful.reduce((n, { outcome }) => n + (outcome.ok ? outcome.value.rejectedItems.length : 0), 0);
