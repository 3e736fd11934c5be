import type { Range } from '@/lib/shared/analytics/range';
import { localDay } from '@/lib/shared/analytics/range-instants';
import type { EntityKind, Genres, Trends } from '@/lib/shared/analytics/statistics';
import type { EntityPage } from '@/lib/shared/catalogue/entity-page';
import { type ShareList, type ShareReport, shareReport } from '@/lib/shared/share/share-report';
import { daysOfSubject, type ShareSubject } from '@/lib/shared/share/share-subject';
import { countEstimatedPlays } from '@/repositories/catalogue/find-entity-plays';
import { getActivity } from '@/services/analytics/activity';
import { getGenres } from '@/services/analytics/genres';
import {
  daysIn,
  type ReadDeps,
  resolved,
  type StatisticsUser,
  todayOf,
} from '@/services/analytics/read-deps';
import { getTop } from '@/services/analytics/top';
import { getComparison } from '@/services/analytics/totals';
import { getTrends } from '@/services/analytics/trends';
import { getYearReview } from '@/services/analytics/year/year-review';
import { getEntityPage } from '@/services/catalogue/entity-page';

export interface ShareQuestion {
  subject: ShareSubject;
  range: Range;
  /** As readers will see it; may be empty. */
  displayName: string;
}

const OF_EACH = 5;
const OF_ONE_KIND = 20;
const GENRES_SHOWN = 6;

/**
 * The snapshot of this moment. Null when there is nothing to show: no such entity, or no play in the range. Parsing it
 * with the schema drops everything that is not meant to be public.
 */
export async function composeReport(
  deps: ReadDeps,
  user: StatisticsUser,
  { subject, range: asked, displayName }: ShareQuestion,
): Promise<ShareReport | null> {
  const range = daysOfSubject(subject, asked);
  const content = await contentOf(deps, user, subject, range);
  if (!content || content.figures.plays === 0) return null;
  const { firstDay, ...rest } = content;
  const today = todayOf(deps, user);
  const { preset, from, to } = resolved(deps, user, range);
  const days = { preset, from: from ?? firstDay, to: to ?? today };
  const made = { version: 1, displayName, takenOn: today };
  return shareReport.parse({ ...made, range: days, ...rest });
}

type Content = Omit<ShareReport, 'version' | 'displayName' | 'takenOn' | 'range'> & {
  firstDay: string;
};
type Listening = Extract<ShareSubject, { about: 'listening' | 'top' }>;
type Review = Extract<ShareSubject, { about: 'year' }>;

function contentOf(
  deps: ReadDeps,
  user: StatisticsUser,
  subject: ShareSubject,
  range: Range,
): Promise<Content | null> {
  if (subject.about === 'entity') return contentOfEntity(deps, user, subject, range);
  if (subject.about === 'year') return contentOfReview(deps, user, subject);
  return contentOfListening(deps, user, subject, range);
}

/** What nobody sees on the page of a review, nor in its preview, is not made public by the API either. */
const UNSHOWN: Pick<ShareReport, 'trend' | 'activity' | 'genres'> = {
  trend: { unit: 'month', points: [] },
  activity: {
    plays: Array.from({ length: 7 }, () => Array.from({ length: 24 }, () => 0)),
    busiest: null,
    unarchivedHours: [],
    archivedDays: null,
  },
  genres: null,
};

async function contentOfReview(
  deps: ReadDeps,
  user: StatisticsUser,
  subject: Review,
): Promise<Content | null> {
  const review = await getYearReview(deps, user, subject);
  if (!review) return null;
  const { artists, tracks, albums } = review;
  const listOf = (kind: EntityKind, entries: ShareList['entries']): ShareList => ({
    kind,
    by: 'plays',
    isOfRange: true,
    entries,
  });
  return {
    firstDay: review.range.from ?? '',
    subject,
    review,
    figures: review.totals,
    change: review.change,
    lists: [listOf('artist', artists), listOf('track', tracks), listOf('album', albums)],
    ...UNSHOWN,
  };
}

async function contentOfListening(
  deps: ReadDeps,
  user: StatisticsUser,
  subject: Listening,
  range: Range,
): Promise<Content> {
  const [comparison, trends, lists, activity, genres] = await Promise.all([
    getComparison(deps, user, range),
    getTrends(deps, user, range),
    listsOf(deps, user, subject, range),
    getActivity(deps, user, range),
    getGenres(deps, user, range),
  ]);
  const { current, change } = comparison;
  return {
    firstDay: current.firstPlayAt ? localDay(new Date(current.firstPlayAt), user.timeZone) : '',
    subject,
    figures: current,
    change: change.listenedMs,
    lists,
    trend: trendOf(trends),
    activity,
    genres: genresOf(genres),
    review: null,
  };
}

async function listsOf(
  deps: ReadDeps,
  user: StatisticsUser,
  subject: Listening,
  range: Range,
): Promise<ShareList[]> {
  const { kinds, by, limit } =
    subject.about === 'top'
      ? { kinds: [subject.kind], by: subject.by, limit: OF_ONE_KIND }
      : { kinds: ['artist', 'track', 'album'] as const, by: 'plays' as const, limit: OF_EACH };
  return Promise.all(
    kinds.map(async (kind) => {
      const { entries } = await getTop(deps, user, kind, range, { by, limit });
      return { kind, by, isOfRange: true, entries };
    }),
  );
}

async function contentOfEntity(
  deps: ReadDeps,
  user: StatisticsUser,
  { kind, id }: { kind: EntityKind; id: number },
  range: Range,
): Promise<Content | null> {
  const page = await getEntityPage(deps, user, kind, id, range);
  if (!page) return null;
  const days = daysIn(resolved(deps, user, range));
  const sum = (of: 'plays' | 'listenedMs') => page.trend.points.reduce((all, point) => all + point[of], 0);
  const firstDay = localDay(new Date(page.firstPlayedAt), user.timeZone);
  return {
    firstDay,
    subject: subjectOf(page, firstDay),
    figures: {
      plays: sum('plays'),
      listenedMs: sum('listenedMs'),
      estimatedPlays: await countEstimatedPlays(deps.db, user, { kind, id }, days),
      tracks: null,
      artists: null,
      albums: null,
    },
    change: null,
    lists: page.topTracks.length > 0 ? [tracksOf(page)] : [],
    trend: trendOf(page.trend),
    activity: page.activity,
    genres: null,
    review: null,
  };
}

const subjectOf = (page: EntityPage, firstPlayedOn: string): ShareReport['subject'] => ({
  about: 'entity',
  kind: page.kind,
  spotifyId: page.spotifyId,
  name: page.name,
  artists: page.artists.map(({ name }) => name),
  imageUrl: page.imageUrl,
  firstPlayedOn,
});

const tracksOf = ({ topTracks }: EntityPage): ShareList => ({
  kind: 'track',
  by: 'plays',
  isOfRange: true,
  entries: topTracks.slice(0, OF_EACH),
});

const trendOf = ({ unit, points }: Trends): ShareReport['trend'] => ({ unit, points });

const genresOf = ({ genres, unknownPlays, unknownShare }: Genres): ShareReport['genres'] =>
  genres.length === 0 ? null : { genres: genres.slice(0, GENRES_SHOWN), unknownPlays, unknownShare };
