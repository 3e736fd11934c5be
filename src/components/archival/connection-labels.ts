import type { ConnectionEvent } from '@/lib/shared/archival/breaker-events-schema';

const FAILURES: Record<string, string> = {
  unauthorized: 'Spotify refused our access',
  not_registered: 'Spotify does not let this app read your account',
  lost_key: 'the key to your connection was lost here, so sign in again',
  forbidden: 'Spotify does not let this app read your plays',
  unavailable: 'Spotify did not respond',
  malformed: 'Spotify’s response could not be read',
};

const ENDS: Record<string, string> = {
  by_listener: 'You disconnected Spotify.',
  consent_expired: 'The connection ended six months after you agreed to it.',
};

/** What happened to a connection, in a sentence. */
export function connectionEventLabel({ from, to, reason }: ConnectionEvent): string {
  const failure = FAILURES[reason] ?? 'something went wrong';
  switch (to) {
    case 'disconnected':
      return ENDS[reason] ?? 'Spotify ended our access.';
    case 'open':
      return `Sync paused after repeated errors: ${failure}.`;
    case 'degraded':
    case 'half_open':
      return `A sync failed: ${failure}.`;
    case 'healthy':
      if (reason === 'signed_in')
        return from === 'disconnected' ? 'You reconnected Spotify.' : 'You signed in again: sync resumed.';
      return reason === 'by_operator' ? 'The operator resumed sync.' : 'Sync works again.';
  }
}
