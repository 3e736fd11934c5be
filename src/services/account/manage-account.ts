import { accountGone } from '@/lib/app-error';
import type { Deps } from '@/lib/deps';
import type { Account, AccountSession, AccountSettings } from '@/lib/shared/account/account-schema';
import { connectionAt } from '@/lib/shared/archival/connection';
import { allowsNowPlaying } from '@/lib/shared/auth/scopes';
import { disconnectListener, findAccount, saveSettings } from '@/repositories/account/account-repository';
import { raiseStatisticsVersion } from '@/repositories/analytics/raise-statistics-version';
import { findBreakerEvents } from '@/repositories/archival/breaker-event-repository';
import { countRejectedItems } from '@/repositories/archival/rejected-item-repository';
import { findSignIns } from '@/repositories/auth/session-repository';
import { logTransition } from '@/services/archival/log-polls';
import { hashToken, SESSION_MS, tokenId } from './session-token';

const EVENTS_SHOWN = 10;

/** What `/me` shows of the account. `token` is that of the session that asks. */
export async function getAccount(
  deps: Pick<Deps, 'db' | 'clock'>,
  userId: number,
  token: string | null,
): Promise<Account> {
  const [row, sessions, events, rejected] = await Promise.all([
    findAccount(deps.db, userId),
    listSessions(deps, userId, token),
    findBreakerEvents(deps.db, userId, EVENTS_SHOWN),
    countRejectedItems(deps.db, userId),
  ]);
  if (!row) throw accountGone();
  const { name, spotifyId, email, image, timeZone, locale, theme, countsFromMs } = row;
  return {
    profile: { name: name ?? spotifyId, spotifyId, email, image, since: row.createdAt.toISOString() },
    connection: connectionAt(deps.clock.now(), row),
    allowsNowPlaying: allowsNowPlaying(row.scope),
    connectionHistory: events.map(({ at, openUntil, ...event }) => ({
      ...event,
      at: at.toISOString(),
      openUntil: openUntil?.toISOString() ?? null,
    })),
    rejectedItems: rejected.map((count) => ({ ...count, lastSeenAt: count.lastSeenAt.toISOString() })),
    authorizedAt: row.authorizedAt?.toISOString() ?? null,
    settings: { timeZone, locale, theme, countsFromMs },
    sessions,
  };
}

/** The open sessions of a listener: the current one first, then the newest. */
async function listSessions(
  deps: Pick<Deps, 'db' | 'clock'>,
  userId: number,
  token: string | null,
): Promise<AccountSession[]> {
  const rows = await findSignIns(deps.db, userId, deps.clock.now());
  const own = token === null ? null : hashToken(token);
  return rows
    .map(({ tokenHash, createdAt, expiresAt }) => ({
      id: tokenId(tokenHash),
      startedAt: createdAt.toISOString(),
      lastSeenAt: new Date(expiresAt.getTime() - SESSION_MS).toISOString(),
      expiresAt: expiresAt.toISOString(),
      isCurrent: tokenHash === own,
    }))
    .sort((a, b) => Number(b.isCurrent) - Number(a.isCurrent));
}

/** Stores the display settings of this listener; omitted fields stay unchanged. */
export async function changeSettings(
  deps: Pick<Deps, 'db'>,
  userId: number,
  settings: Partial<Pick<AccountSettings, 'locale' | 'theme'>>,
): Promise<void> {
  if (!(await saveSettings(deps.db, userId, settings))) throw accountGone();
}

/** Deletes the tokens at once and ends polling; the archive stays. Signing in connects again. */
export async function disconnectSpotify(
  deps: Pick<Deps, 'db' | 'clock' | 'logger'>,
  userId: number,
): Promise<void> {
  const now = deps.clock.now();
  const stored = await deps.db.$transaction((tx) => disconnectListener(tx, userId, now));
  if (!stored) throw accountGone();
  if (stored.transition) logTransition(deps.logger, stored.transition);
}

/** Invalidates every cached statistic of this listener. */
export const clearCache = (deps: Pick<Deps, 'db'>, userId: number): Promise<void> =>
  raiseStatisticsVersion(deps.db, userId);
