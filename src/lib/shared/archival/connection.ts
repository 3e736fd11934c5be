import type { Connection } from '@/lib/shared/analytics/dashboard';
import { DAY } from '@/lib/shared/time';

/** How long before its end the countdown of a connection starts. */
const COUNTDOWN_DAYS = 30;
const LIFETIME_MONTHS = 6;

export interface ConnectionFacts {
  /** When the listener last gave consent on Spotify's page; null if never. */
  authorizedAt: Date | null;
  isActive: boolean;
  /** When Spotify last refused: the time at which an inactive connection broke. */
  lastFailedAt: Date | null;
  /** When the listener ended the connection here. */
  disconnectedAt?: Date | null;
}

/** A refresh token dies six months after the listener authorised it, and refreshing does not extend it. */
export const connectionEndsAt = (authorizedAt: Date): Date => addMonthsUtc(authorizedAt, LIFETIME_MONTHS);

/** What a listener has to know about the connection. `daysLeft` is rounded up: 1 means "within a day". */
export function connectionAt(now: Date, facts: ConnectionFacts): Connection {
  if (facts.disconnectedAt)
    return { state: 'needs_reconnect', since: facts.disconnectedAt.toISOString(), byListener: true };
  if (!facts.isActive) return { state: 'needs_reconnect', since: facts.lastFailedAt?.toISOString() ?? null };
  if (!facts.authorizedAt) return { state: 'needs_reconnect', since: null };
  const end = connectionEndsAt(facts.authorizedAt);
  const expiresAt = end.toISOString();
  const daysLeft = Math.ceil((end.getTime() - now.getTime()) / DAY);
  if (daysLeft <= 0) return { state: 'needs_reconnect', since: expiresAt };
  return { state: daysLeft <= COUNTDOWN_DAYS ? 'expiring' : 'connected', expiresAt, daysLeft };
}

/** Adds calendar months; a day that the month lacks becomes its last (31 August + 6 = 28 or 29 February). */
function addMonthsUtc(date: Date, months: number): Date {
  const moved = new Date(date);
  moved.setUTCMonth(date.getUTCMonth() + months);
  if (moved.getUTCDate() !== date.getUTCDate()) moved.setUTCDate(0);
  return moved;
}
