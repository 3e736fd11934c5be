/** What an open page compares with what it shows. */
export interface LiveState {
  /** All plays of the listener. */
  plays: number;
  /** When Spotify last answered, ISO 8601 UTC; null before the first answer. */
  lastPolledAt: string | null;
}

export const LIVE_EVENTS_PATH = '/api/archive/events';

/** Reads the data of an event; null when it is another thing. */
export function readLiveState(data: string): LiveState | null {
  const value: unknown = JSON.parse(data);
  if (typeof value !== 'object' || value === null || !('plays' in value) || !('lastPolledAt' in value))
    return null;
  const { plays, lastPolledAt } = value;
  if (typeof plays !== 'number' || (lastPolledAt !== null && typeof lastPolledAt !== 'string')) return null;
  return { plays, lastPolledAt };
}
