/** What an open page compares with what it shows. */
export interface LiveState {
  /** The plays of the listener that count. */
  plays: number;
  /** Of the newest play, whether it counts or not, ISO 8601 UTC; null before the first play. */
  newestPlayAt: string | null;
  /** When Spotify last answered, ISO 8601 UTC; null before the first answer. */
  lastPolledAt: string | null;
}

/** An event of an open page. */
export interface LiveNews extends LiveState {
  /** The newest play that the page shows, as it asked. */
  since: string | null;
  /** How many plays that count are newer. */
  newer: number;
}

/** Where a page listens that shows plays up to the newest one. */
export const liveEventsPath = (newestPlayAt: string | null): string =>
  newestPlayAt === null
    ? '/api/archive/events'
    : `/api/archive/events?since=${encodeURIComponent(newestPlayAt)}`;

/** Reads the data of an event; null when it is another thing. */
export function readLiveNews(data: string): LiveNews | null {
  const value: unknown = JSON.parse(data);
  if (typeof value !== 'object' || value === null) return null;
  if (!('plays' in value) || !('newestPlayAt' in value) || !('lastPolledAt' in value)) return null;
  if (!('since' in value) || !('newer' in value)) return null;
  const { plays, newestPlayAt, lastPolledAt, since, newer } = value;
  if (typeof plays !== 'number' || typeof newer !== 'number') return null;
  if (!isTime(newestPlayAt) || !isTime(lastPolledAt) || !isTime(since)) return null;
  return { plays, newestPlayAt, lastPolledAt, since, newer };
}

const isTime = (value: unknown): value is string | null => value === null || typeof value === 'string';
