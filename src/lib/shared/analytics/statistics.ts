import type { OpenGap, RecentPlay } from './dashboard';
import type { ComparedRange, Range } from './range';

/** The statistics as plain JSON. Instants are ISO 8601 UTC, days are YYYY-MM-DD in the listener's zone. */

export interface Totals {
  plays: number;
  listenedMs: number;
  tracks: number;
  artists: number;
  albums: number;
  firstPlayAt: string | null;
  lastPlayAt: string | null;
  /** Plays whose listening time is an estimate. */
  estimatedPlays: number;
}

/** A track is a recording: all releases of it that the listener does not keep apart. Its id is that of any of them. */
export type EntityKind = 'track' | 'artist' | 'album';

/** What plays are counted by; a release is one track id of Spotify's. */
export type CountedKind = EntityKind | 'release';

export interface RankedEntry {
  kind: CountedKind;
  id: number;
  spotifyId: string | null;
  name: string;
  /** Artists of a track or album, in order; empty for an artist. */
  artists: string[];
  imageUrl: string | null;
  plays: number;
  listenedMs: number;
  /** First ever, not only in the range. */
  firstPlayedAt: string;
  rank: number;
  /** Rank in the previous range; null: not played then, or there is no previous range (all time). */
  previousRank: number | null;
}

export interface Top {
  range: Range;
  entries: RankedEntry[];
  /** How many different ones were played in the range. */
  total: number;
}

export interface Genres {
  range: Range;
  /** A play counts once for each genre of its artists; shares are of all plays in the range. */
  genres: { name: string; plays: number; share: number }[];
  unknownPlays: number;
  unknownShare: number;
  plays: number;
}

export interface Activity {
  range: Range;
  timeZone: string;
  /** [weekday 0 = Monday][hour 0–23] */
  plays: number[][];
  busiest: { weekday: number; hour: number; plays: number } | null;
}

/**
 * How much of a stretch of days the archive has: `part` where plays may be missing in it, because of a gap or because the
 * archive begins or ends in it; `none` where nothing of it was ever archived.
 */
export type Archived = 'all' | 'part' | 'none';

export interface CalendarDay {
  day: string;
  plays: number;
  listenedMs: number;
  archived: Archived;
  /** The day is not over, or the range cuts the week or month. */
  isPartial: boolean;
}

/** Every day of the range, days without plays included. */
export interface Calendar {
  range: Range;
  /** What each entry of `days` is: a day, or the week or month that begins with it where there are too many days. */
  unit: Unit;
  days: CalendarDay[];
  /** How many days of the range have a play, and how many the archive has at all. */
  activeDays: number;
  archivedDays: number;
}

export interface Comparison {
  range: Range;
  /** The range before, up to the same moment where the range is not over; null for all time. */
  previousRange: ComparedRange | null;
  current: Totals;
  previous: Totals | null;
  /** current / previous - 1; null where there is nothing to compare with. */
  change: { plays: number | null; listenedMs: number | null; tracks: number | null; artists: number | null };
}

export interface Discovery {
  range: Range;
  newTracks: number;
  newArtists: number;
  newAlbums: number;
  /** Plays of tracks first played in the range, and of tracks known before. */
  playsOfNew: number;
  playsOfKnown: number;
  /** The most played of the artists first played in the range. */
  firsts: RankedEntry[];
}

export interface Streaks {
  /** Days in a row up to today, or up to yesterday while today has no play yet. */
  current: { days: number; from: string | null };
  longest: { days: number; from: string | null; to: string | null };
  daysActive: number;
  daysSinceFirst: number;
}

export type Unit = 'hour' | 'day' | 'week' | 'month' | 'year';

export interface TrendPoint {
  /** Local start of the bucket: YYYY-MM-DD, or YYYY-MM-DDTHH for hours. Weeks begin on Monday. */
  start: string;
  plays: number;
  listenedMs: number;
  archived: Archived;
  /** The range cuts the bucket, or it is not over yet. */
  isPartial: boolean;
}

export interface Trends {
  range: Range;
  /** The unit used: a coarser one than requested where there were too many points. */
  unit: Unit;
  /** Complete: buckets without plays are included, with zeros. */
  points: TrendPoint[];
  /** The previous range in the same unit, aligned by index; empty for all time. */
  previous: TrendPoint[];
}

export interface Diversity {
  range: Range;
  /** Effective number of artists: N² / Σ nᵢ² (Hill number of order 2), nᵢ the plays of artist i. */
  effectiveArtists: number;
  artists: number;
  /** effectiveArtists / artists, 0 to 1; 0 without plays. */
  evenness: number;
}

/** Plays with less than 30 minutes between the end of one and the start of the next. */
export interface Sessions {
  range: Range;
  sessions: number;
  averageMs: number;
  longest: { startedAt: string; endedAt: string; durationMs: number; plays: number } | null;
}

export interface SearchResults {
  query: string;
  artists: RankedEntry[];
  albums: RankedEntry[];
  tracks: RankedEntry[];
}

export interface HistoryPage {
  plays: HistoryPlay[];
  /** Send it to get the plays before the last one here; null at the end. */
  nextCursor: string | null;
  /** Gaps between the plays of this page or right after its last one. */
  gaps: OpenGap[];
}

export interface HistoryPlay extends RecentPlay {
  albumId: number | null;
  artistIds: number[];
  /** False where it is too short to count; such plays are listed on request. */
  isCounted: boolean;
  /** All that told of it: Spotify's list of recent plays, or files. */
  sources: ('poll' | 'extended_history' | 'account_data')[];
}

export interface EntityPage {
  kind: EntityKind;
  id: number;
  spotifyId: string | null;
  name: string;
  /** For a track or album: who made it, with ids for links. */
  artists: { id: number; name: string }[];
  album: { id: number; name: string } | null;
  imageUrl: string | null;
  genres: string[];
  releaseDate: string | null;
  durationMs: number | null;
  plays: number;
  listenedMs: number;
  firstPlayedAt: string;
  lastPlayedAt: string;
  /** Of all time, by plays. */
  rank: number;
  /** Of the plays that a file told of, how many were skipped or too short to count; null without such a play. */
  skips: { skipped: number; told: number } | null;
  trend: Trends;
  activity: Activity;
  /** For an artist: its most played tracks; for an album: its most played releases of tracks. */
  topTracks: RankedEntry[];
  /** For a track with several releases that the listener has played: all of them, most played first; else empty. */
  releases: Release[];
}

/** A release of the recording that a page is about. */
export interface Release {
  id: number;
  name: string;
  album: { id: number; name: string } | null;
  plays: number;
  /** The page has its name and cover. */
  isShown: boolean;
  /** The listener keeps it apart: it is counted on its own. */
  isSeparate: boolean;
  /** The page counts its plays. */
  isCounted: boolean;
}
