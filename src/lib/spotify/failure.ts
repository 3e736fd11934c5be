/** Everything that a call to Spotify can expectedly end in, other than an answer. */
export type SpotifyFailure =
  /** The whole application must be silent until then; never one listener's fault. */
  | { kind: 'paused'; until: Date; reason: PauseReason }
  /** 401: the access token is not accepted. */
  | { kind: 'unauthorized' }
  /** 403 for this listener: not on the allow-list of a development-mode app. */
  | { kind: 'not_registered' }
  /** 403 for this endpoint, as development mode answers the batch look-ups. */
  | { kind: 'forbidden' }
  /** The refresh token is revoked or too old: only the listener can mend it. */
  | { kind: 'invalid_grant' }
  /** 5xx, a broken connection or no answer in time: trying later makes sense. */
  | { kind: 'unavailable'; detail: string }
  /** An answer that is not what Spotify documents. */
  | { kind: 'malformed'; detail: string };

export const PAUSE_REASONS = [
  'rate_limited',
  'quota_exceeded',
  'premium_required',
  'invalid_client',
] as const;
export type PauseReason = (typeof PAUSE_REASONS)[number];
