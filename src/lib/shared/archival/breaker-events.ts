/** The states of a listener's connection; `open` and `half_open` are the breaker's. */
export const CONNECTION_STATES = ['healthy', 'degraded', 'open', 'half_open', 'disconnected'] as const;
export type ConnectionState = (typeof CONNECTION_STATES)[number];

/** A change of the state of a listener's connection. Instants are ISO 8601 UTC. */
export interface ConnectionEvent {
  at: string;
  from: ConnectionState;
  to: ConnectionState;
  /** Null where no failure caused it. */
  failureType: 'AUTH' | 'NETWORK' | 'UNKNOWN' | null;
  /** A stable code: poll_succeeded, signed_in, by_listener, by_operator, consent_expired, or the kind of a failure of Spotify's. */
  reason: string;
  /** Until when no poll is made. */
  openUntil: string | null;
}
