/** One play of a simulated listener, as Spotify would come to know of it. */
export interface SimulatedPlay {
  /** ms UTC: the END of the play. */
  playedAt: number;
  /** ms UTC when Spotify starts to list it, never before `playedAt`; hours later for plays made offline. */
  arrivesAt: number;
  trackId: string;
  /** How long was really listened; Spotify does not tell. */
  listenedMs: number;
  context: PlayContext | null;
}

export interface PlayContext {
  type: 'album' | 'playlist' | 'artist' | 'collection';
  uri: string;
}

/** What makes one life differ from another. All of it is a rate or a habit; the seed does the rest. */
export interface Pace {
  /** Mean over the years, days of silence included. */
  playsPerDay: number;
  /** Chance that a day passes without music. */
  silentDays: number;
  /** Chance that a play is cut short (but heard for at least 30 s). */
  skips: number;
  /** 24 weights each, by the hour of the listener's own clock. */
  hours: { weekday: readonly number[]; weekend: readonly number[] };
  /** Hours of skipping through short plays: on one day of every `everyDays`, that many plays in a row. */
  sprees?: { everyDays: number; plays: number };
  /** Journeys: now and then some days in another of these time zones, with an offline flight at both ends. */
  journeys?: { zones: readonly string[]; everyMonths: number };
}

export interface ListenerLife {
  /** Spotify user id. */
  id: string;
  displayName: string;
  email: string;
  /** IANA name of the zone at home. */
  timeZone: string;
  /** ms UTC; nothing was played before. Plays after it do not depend on it. */
  startsAt: number;
  /** Null: nothing is played but `plays`. */
  pace: Pace | null;
  /** Plays told one by one, ascending by `playedAt`, beside those of the pace. */
  plays?: readonly SimulatedPlay[];
  /** One sentence for the consent page. */
  about?: string;
  /** ISO 3166-1 alpha-2; default DE. */
  country?: string;
}
