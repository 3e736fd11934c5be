/** The expected failures of a call to Spotify. */
export type SpotifyFailure =
  /** The whole application must pause until then; never one listener's failure. */
  | { kind: 'paused'; until: Date; reason: PauseReason }
  /** 401: the access token is not accepted. */
  | { kind: 'unauthorized' }
  /** 403 for this listener: not on the allow-list of a development-mode app. */
  | { kind: 'not_registered' }
  /** 403 for this endpoint, as development mode answers batch lookups. */
  | { kind: 'forbidden' }
  /** The refresh token is revoked or too old: the listener must sign in again. */
  | { kind: 'invalid_grant' }
  /** The stored tokens are sealed with a key that this installation has lost: the listener must sign in again. */
  | { kind: 'lost_key'; detail: string }
  /** 5xx, a broken connection or a timeout: worth a later retry. */
  | { kind: 'unavailable'; detail: string }
  /** An answer of another shape than Spotify documents. */
  | { kind: 'malformed'; detail: string };

export const PAUSE_REASONS = [
  'rate_limited',
  'quota_exceeded',
  'premium_required',
  'invalid_client',
] as const;
export type PauseReason = (typeof PAUSE_REASONS)[number];
