import type { Deps } from '@/lib/deps';
import { err, type Result } from '@/lib/shared/result';
import type { SpotifyFailure } from '@/lib/spotify/failure';
import type { RecentPage } from '@/lib/spotify/recently-played';
import type { PolledListener } from '@/repositories/archival/polled-listener-repository';
import { freshToken } from './fresh-token';

/** The result of polling one listener. Only refreshed tokens are written so far. */
export interface Reading {
  listener: PolledListener;
  /** The token version that the poll used. */
  tokenVersion: number;
  outcome: Result<RecentPage, SpotifyFailure>;
  /** What was thrown, where the failure is a bug. */
  cause?: unknown;
}

/**
 * Reads the last 50 plays with a fresh token; a 401 for a token believed good is answered by one refresh and one retry.
 */
export async function readListener(
  deps: Pick<Deps, 'db' | 'spotify' | 'seal' | 'clock' | 'logger'>,
  listener: PolledListener,
): Promise<Reading> {
  const reading = (tokenVersion: number, outcome: Reading['outcome']) => ({
    listener,
    tokenVersion,
    outcome,
  });
  const token = await freshToken(deps, listener);
  if (!token.ok) return reading(listener.tokenVersion, token);
  const { accessToken, tokenVersion } = token.value;
  const first = await deps.spotify.recentlyPlayed(accessToken);
  if (first.ok || first.error.kind !== 'unauthorized') return reading(tokenVersion, first);
  const renewed = await freshToken(deps, { ...listener, tokenVersion }, tokenVersion);
  if (!renewed.ok) return reading(tokenVersion, renewed);
  return reading(renewed.value.tokenVersion, await deps.spotify.recentlyPlayed(renewed.value.accessToken));
}

/** A bug fails one listener, never the batch. */
export const unexpectedFailure = (listener: PolledListener, cause: unknown): Reading => ({
  listener,
  tokenVersion: listener.tokenVersion,
  outcome: err({ kind: 'malformed', detail: 'an unexpected error' }),
  cause,
});
