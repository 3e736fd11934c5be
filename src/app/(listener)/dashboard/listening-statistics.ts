import type { ListeningStatistics } from '@/components/analytics/dashboard-statistics';
import type { Range } from '@/lib/shared/analytics/range';
import { readStatistics } from '@/middleware/read-statistics';
import { getActivity } from '@/services/analytics/activity';
import { getArchivedDays } from '@/services/analytics/archived-days';
import { getDiscovery } from '@/services/analytics/discovery';
import { getGenres } from '@/services/analytics/genres';
import { getOnThisDay } from '@/services/analytics/look-back/on-this-day';
import type { StatisticsUser } from '@/services/analytics/read-deps';
import { getSessions } from '@/services/analytics/sessions';
import { getStreaks } from '@/services/analytics/streaks';
import { getTop } from '@/services/analytics/top';
import { getComparison } from '@/services/analytics/totals';
import { getCalendar, getTrends } from '@/services/analytics/trends';

const TOP_LENGTH = 6;
/** A longer range has a row a year. */
const LONGEST_YEAR = 366;

/** Everything the dashboard shows about one range, asked side by side. */
export async function listeningStatistics(user: StatisticsUser, range: Range): Promise<ListeningStatistics> {
  const top = { by: 'plays', limit: TOP_LENGTH } as const;
  const [comparison, trends, artists, tracks, albums, activity, calendar, ...others] = await readStatistics(
    (deps) =>
      Promise.all([
        getComparison(deps, user, range),
        getTrends(deps, user, range),
        getTop(deps, user, 'artist', range, top),
        getTop(deps, user, 'track', range, top),
        getTop(deps, user, 'album', range, top),
        getActivity(deps, user, range),
        getCalendar(deps, user, range, LONGEST_YEAR),
        getStreaks(deps, user),
        getDiscovery(deps, user, range),
        getSessions(deps, user, range),
        getGenres(deps, user, range),
        getOnThisDay(deps, user),
        getArchivedDays(deps, user, range),
      ]),
  );
  const [streaks, discovery, sessions, genres, onThisDay, archived] = others;
  const ofRange = { comparison, trends, artists, tracks, albums, activity, calendar };
  return { ...ofRange, streaks, discovery, sessions, genres, onThisDay, archived };
}
