/** One play of a simulated listener. */
export interface SimulatedPlay {
  /** ms UTC: the END of the play. */
  playedAt: number;
  /** ms UTC when Spotify starts to list it, never before `playedAt`; hours later for plays made offline. */
  arrivesAt: number;
  trackId: string;
  /** The true listened time, which Spotify does not expose. */
  listenedMs: number;
  context: PlayContext | null;
}

export interface PlayContext {
  type: 'album' | 'playlist' | 'artist' | 'collection';
  uri: string;
}

/** The parameters of a life: rates and habits; the seed decides the rest. */
export interface Pace {
  /** Mean over the years, including days without music. */
  playsPerDay: number;
  /** Chance that a day passes without music. */
  silentDays: number;
  /** Chance that a play is skipped (but played for at least 30 s). */
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
  /** Null: only `plays` are played. */
  pace: Pace | null;
  /** Explicit plays, ascending by `playedAt`, in addition to those of the pace. */
  plays?: readonly SimulatedPlay[];
  /** One sentence for the consent page. */
  about?: string;
  /** ISO 3166-1 alpha-2; default DE. */
  country?: string;
}
