/** The states of a listener's connection; `open` and `half_open` are the breaker's. */
export const CONNECTION_STATES = ['healthy', 'degraded', 'open', 'half_open', 'disconnected'] as const;
export type ConnectionState = (typeof CONNECTION_STATES)[number];

/** Why a poll failed. */
export const FAILURE_TYPES = ['AUTH', 'NETWORK', 'UNKNOWN'] as const;
export type FailureType = (typeof FAILURE_TYPES)[number];
