import type { Database } from '@/lib/db/client';
import type { Deps } from '@/lib/deps';
import type { Theme } from '@/lib/shared/account/account';
import { err, ok, type Result } from '@/lib/shared/result';
import { DAY } from '@/lib/shared/time';
import { isTimeZoneName } from '@/lib/shared/time-zone';
import {
  createSession,
  deleteExpiredSessions,
  deleteSession,
  deleteSessionsOf,
  extendSession,
  findSessionWithUser,
} from '@/repositories/auth/session-repository';
import {
  createUserIfAbsent,
  findUsersByIdentity,
  type KnownUser,
  knowsTimeZone,
  storeSignIn,
} from '@/repositories/auth/user-repository';
import { hashToken, SESSION_MS } from './account/session-token';
import { logTransition } from './archival/log-polls';

/** A session is extended once a day, not at every request. */
const RENEW_AFTER_MS = DAY;

/** What Spotify returns when a listener grants access. */
export interface SpotifySignIn {
  spotifyId: string;
  /** Immutable, sent since May 2026; null when the answer lacks it. */
  spotifyAccountId: string | null;
  name: string | null;
  email: string | null;
  image: string | null;
  accessToken: string;
  refreshToken: string;
  tokenExpiresAt: Date;
  scope: string;
}

/** The listener as pages and routes know them. */
export interface SignedInUser {
  id: number;
  /** The Spotify id when the profile has no name. */
  name: string;
  image: string | null;
  timeZone: string;
  /** How numbers and dates are written; null follows the browser. */
  locale: string | null;
  theme: Theme;
}

/**
 * Stores a sign-in and returns the user's id. The first sign-in creates the user, in the browser's time zone if that is
 * valid; every sign-in renews the tokens and the authorisation date and restores a broken connection. Looks up the
 * account id first.
 * `account_mismatch`: the Spotify id is stored for another account id, so this may be somebody else.
 */
export async function completeSignIn(
  deps: Pick<Deps, 'db' | 'seal' | 'clock' | 'logger'>,
  signIn: SpotifySignIn,
  browserTimeZone: string | null,
): Promise<Result<number, 'account_mismatch'>> {
  const timeZone = await timeZoneForNewUser(deps.db, signIn, browserTimeZone);
  const stored = await deps.db.$transaction(async (tx) => {
    const user = await findOrCreateUser(tx, signIn, timeZone);
    if (!user.ok) return user;
    const { id, spotifyId } = user.value;
    const transition = await storeSignIn(tx, id, {
      spotifyId,
      spotifyAccountId: signIn.spotifyAccountId,
      name: signIn.name,
      email: signIn.email,
      image: signIn.image,
      accessToken: deps.seal.seal(signIn.accessToken, { userId: id, column: 'access_token' }),
      refreshToken: deps.seal.seal(signIn.refreshToken, { userId: id, column: 'refresh_token' }),
      tokenExpiresAt: signIn.tokenExpiresAt,
      authorizedAt: deps.clock.now(),
      scope: signIn.scope,
    });
    return ok({ id, transition });
  });
  if (!stored.ok) return stored;
  const { id, transition } = stored.value;
  if (transition) logTransition(deps.logger, transition);
  return ok(id);
}

async function findOrCreateUser(
  tx: Database,
  signIn: SpotifySignIn,
  timeZone: string,
): Promise<Result<Pick<KnownUser, 'id' | 'spotifyId'>, 'account_mismatch'>> {
  const { spotifyId, spotifyAccountId } = signIn;
  let known = await findUsersByIdentity(tx, spotifyId, spotifyAccountId);
  if (known.length === 0) {
    await createUserIfAbsent(tx, { spotifyId, spotifyAccountId, timeZone });
    known = await findUsersByIdentity(tx, spotifyId, spotifyAccountId);
  }
  const sameAccount = known.find((u) => spotifyAccountId !== null && u.spotifyAccountId === spotifyAccountId);
  const sameId = known.find((u) => u.spotifyId === spotifyId);
  if (sameAccount) {
    // A Spotify id that another row holds stays there: ids are unique, and this account is found without it.
    return ok({ id: sameAccount.id, spotifyId: sameId ? sameAccount.spotifyId : spotifyId });
  }
  if (!sameId) throw new Error('The user that was just created cannot be found');
  const isSomebodyElse = sameId.spotifyAccountId !== null && spotifyAccountId !== null;
  return isSomebodyElse ? err('account_mismatch') : ok(sameId);
}

async function timeZoneForNewUser(
  db: Database,
  { spotifyId, spotifyAccountId }: SpotifySignIn,
  browserTimeZone: string | null,
): Promise<string> {
  if (browserTimeZone === null || !isTimeZoneName(browserTimeZone)) return 'UTC';
  if ((await findUsersByIdentity(db, spotifyId, spotifyAccountId)).length > 0) return 'UTC';
  return (await knowsTimeZone(db, browserTimeZone)) ? browserTimeZone : 'UTC';
}

/** Starts a session under a token that only the browser keeps; returns when it ends. Removes expired sessions. */
export async function startSession(
  deps: Pick<Deps, 'db' | 'clock'>,
  userId: number,
  token: string,
): Promise<Date> {
  const now = deps.clock.now();
  const expiresAt = new Date(now.getTime() + SESSION_MS);
  await deleteExpiredSessions(deps.db, userId, now);
  await createSession(deps.db, { tokenHash: hashToken(token), userId, expiresAt, createdAt: now });
  return expiresAt;
}

export interface OpenSession {
  user: SignedInUser;
  expiresAt: Date;
}

/** The user of this token; null when the session has ended or never existed. Extends the session once a day. */
export async function findSession(
  deps: Pick<Deps, 'db' | 'clock'>,
  token: string,
): Promise<OpenSession | null> {
  const tokenHash = hashToken(token);
  const row = await findSessionWithUser(deps.db, tokenHash);
  const now = deps.clock.now();
  if (!row || row.expiresAt <= now) return null;
  const { userId, expiresAt, name, spotifyId, ...rest } = row;
  const user = { id: userId, name: name ?? spotifyId, ...rest };
  const renewedUntil = new Date(now.getTime() + SESSION_MS);
  if (renewedUntil.getTime() - expiresAt.getTime() < RENEW_AFTER_MS) return { user, expiresAt };
  await extendSession(deps.db, tokenHash, renewedUntil);
  return { user, expiresAt: renewedUntil };
}

/** Ends the session in the database: a copied cookie is worthless from now on. */
export async function endSession(deps: Pick<Deps, 'db'>, token: string): Promise<void> {
  await deleteSession(deps.db, hashToken(token));
}

/** Ends one session of a listener, by its id from `listSessions`, or all. Returns how many were ended. */
export const endSessions = (deps: Pick<Deps, 'db'>, userId: number, id?: string): Promise<number> =>
  deleteSessionsOf(deps.db, userId, id);
