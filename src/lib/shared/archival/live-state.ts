/** What an open page compares with what it shows. */
export interface LiveState {
  /** The plays of the listener that count. */
  plays: number;
  /** Of the newest play, whether it counts or not, ISO 8601 UTC; null before the first play. */
  newestPlayAt: string | null;
  /** When Spotify last answered, ISO 8601 UTC; null before the first answer. */
  lastPolledAt: string | null;
}

export const LIVE_EVENTS_PATH = '/api/archive/events';

/** Reads the data of an event; null when it is another thing. */
export function readLiveState(data: string): LiveState | null {
  const value: unknown = JSON.parse(data);
  if (typeof value !== 'object' || value === null) return null;
  if (!('plays' in value) || !('newestPlayAt' in value) || !('lastPolledAt' in value)) return null;
  const { plays, newestPlayAt, lastPolledAt } = value;
  if (typeof plays !== 'number' || !isTime(newestPlayAt) || !isTime(lastPolledAt)) return null;
  return { plays, newestPlayAt, lastPolledAt };
}

const isTime = (value: unknown): value is string | null => value === null || typeof value === 'string';
