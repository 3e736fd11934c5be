import type { OnThisDay } from './look-back-schema';
import type {
  ArchivedDays,
  Calendar,
  Comparison,
  Discovery,
  Genres,
  PlaysByHour,
  Sessions,
  Streaks,
  Top,
  Trends,
} from './statistics';

/** Everything the dashboard shows about one range of days, and about today in earlier years. */
export interface DashboardStatistics {
  comparison: Comparison;
  trends: Trends;
  artists: Top;
  tracks: Top;
  albums: Top;
  activity: PlaysByHour;
  /** By day up to a year, else by week. */
  calendar: Calendar;
  streaks: Streaks;
  discovery: Discovery;
  sessions: Sessions;
  genres: Genres;
  onThisDay: OnThisDay;
  archived: ArchivedDays;
}
