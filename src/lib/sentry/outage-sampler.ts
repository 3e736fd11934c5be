import type { Clock } from '../clock';
import { isDatabaseUnavailable } from '../db/database-unavailable';
import { isUnavailable } from '../error-handler';
import { MINUTE } from '../shared/time';

/** False for an outage of a kind that was admitted within the last minute: an outage is not one event a request. */
export type AdmitsError = (error: unknown) => boolean;

export function createOutageSampler(clock: Clock): AdmitsError {
  const admittedAt = new Map<string, number>();
  return (error) => {
    const kind = outageKind(error);
    if (kind === null) return true;
    const now = clock.now().getTime();
    if (now - (admittedAt.get(kind) ?? Number.NEGATIVE_INFINITY) < MINUTE) return false;
    admittedAt.set(kind, now);
    return true;
  };
}

/** What is away, e.g. `database` or `QueueUnavailable`; null for an error that is no outage. */
export function outageKind(error: unknown): string | null {
  if (isDatabaseUnavailable(error)) return 'database';
  if (!isUnavailable(error)) return null;
  return error instanceof Error ? error.name : 'unknown';
}
