import { isDatabaseUnavailable } from '@/lib/db/database-unavailable';
import type { Deps } from '@/lib/deps';
import { metrics } from '@/lib/metrics';
import { err, ok, type Result } from '@/lib/shared/result';
import { MINUTE, SECOND } from '@/lib/shared/time';
import type { SpotifyFailure } from '@/lib/spotify/failure';
import type { SealContext } from '@/lib/token-seal';
import {
  claimRefreshLease,
  findTokens,
  type NewTokens,
  releaseRefreshLease,
  type StoredTokens,
  storeRefreshedTokens,
} from '@/repositories/archival/listener-token-repository';

/** Tokens with fewer minutes left than this are refreshed before use. */
const REFRESH_BEFORE_MS = 5 * MINUTE;
/** Longer than the longest refresh with all retries, so that a lease never expires while its owner is working. */
const LEASE_MS = 60 * SECOND;
const RECHECK_MS = 100;
const RECHECK_MAX_MS = 2 * SECOND;
const STORE_ATTEMPTS = 4;

export interface UsableToken {
  accessToken: string;
  tokenVersion: number;
}

export interface TokenOwner extends StoredTokens {
  id: number;
}

type TokenDeps = Pick<Deps, 'db' | 'spotify' | 'seal' | 'clock' | 'logger'>;

/** What is sealed, or what to do where its key is gone. */
function opened({ seal }: TokenDeps, sealed: string, context: SealContext): Result<string, SpotifyFailure> {
  try {
    return ok(seal.open(sealed, context));
  } catch (error) {
    const remedy = 'put the key that sealed it back into TOKEN_KEYS, or have the listener sign in again';
    return err({ kind: 'lost_key', detail: `${String(error)}: ${remedy}` });
  }
}

/**
 * An access token that is valid for at least 5 minutes. Only the worker that holds the lease uses the refresh token; the
 * others wait for the tokens it stores. `rejected` names a token version that Spotify has just
 * answered with 401: it is refreshed regardless of its age.
 */
export async function freshToken(
  deps: TokenDeps,
  owner: TokenOwner,
  rejected?: number,
): Promise<Result<UsableToken, SpotifyFailure>> {
  const giveUpAt = deps.clock.now().getTime() + 2 * LEASE_MS;
  let current: StoredTokens | null = owner;
  let wait = RECHECK_MS;
  while (current?.accessToken && current.refreshToken) {
    const now = deps.clock.now();
    const livesLongEnough = (current.tokenExpiresAt?.getTime() ?? 0) - now.getTime() >= REFRESH_BEFORE_MS;
    if (livesLongEnough && current.tokenVersion !== rejected) {
      const held = opened(deps, current.accessToken, { userId: owner.id, column: 'access_token' });
      return held.ok ? ok({ accessToken: held.value, tokenVersion: current.tokenVersion }) : held;
    }
    const until = new Date(now.getTime() + LEASE_MS);
    const leased = await claimRefreshLease(deps.db, owner.id, current.tokenVersion, now, until);
    const refreshed = leased && (await refreshUnderLease(deps, owner.id, current.tokenVersion, leased));
    if (refreshed) return refreshed;
    if (now.getTime() > giveUpAt)
      return err({ kind: 'unavailable', detail: 'another worker holds the refresh lease' });
    await deps.clock.sleep(wait);
    wait = Math.min(wait * 1.5, RECHECK_MAX_MS);
    current = await findTokens(deps.db, owner.id);
  }
  return err({ kind: 'invalid_grant' });
}

/** Null when a sign-in stored newer tokens meanwhile; the caller then uses those. */
async function refreshUnderLease(
  deps: TokenDeps,
  userId: number,
  tokenVersion: number,
  sealedRefreshToken: string,
): Promise<Result<UsableToken, SpotifyFailure> | null> {
  const failed = async (failure: SpotifyFailure) => {
    metrics().refreshFailures.inc({ reason: failure.kind });
    await releaseRefreshLease(deps.db, userId, tokenVersion);
    return err(failure);
  };
  const held = opened(deps, sealedRefreshToken, { userId, column: 'refresh_token' });
  if (!held.ok) return failed(held.error);
  const answer = await deps.spotify.refresh(held.value);
  if (!answer.ok) return failed(answer.error);
  const { accessToken, expiresAt, refreshToken: rotated } = answer.value;
  const stored = await storeWithRetries(deps, userId, tokenVersion, {
    accessToken: deps.seal.seal(accessToken, { userId, column: 'access_token' }),
    tokenExpiresAt: expiresAt,
    // Resealed even when Spotify does not rotate it, so that each refresh uses the newest key.
    refreshToken: deps.seal.seal(rotated ?? held.value, { userId, column: 'refresh_token' }),
  });
  return stored ? ok({ accessToken, tokenVersion: tokenVersion + 1 }) : null;
}

/**
 * Spotify may have revoked the old refresh token by now, so giving up after one failure would disconnect the listener.
 */
async function storeWithRetries(
  deps: TokenDeps,
  userId: number,
  tokenVersion: number,
  next: NewTokens,
): Promise<boolean> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await storeRefreshedTokens(deps.db, userId, tokenVersion, next);
    } catch (error) {
      if (attempt === STORE_ATTEMPTS || !isDatabaseUnavailable(error)) throw error;
      await deps.clock.sleep(attempt * SECOND);
    }
  }
}
