import { thatFit } from '@/lib/answer-size';
import { AppError } from '@/lib/app-error';
import { unitFor } from '@/lib/shared/analytics/chart-unit';
import type { Range } from '@/lib/shared/analytics/range';
import { bucketOf, previousRange } from '@/lib/shared/analytics/range-days';
import { localDay } from '@/lib/shared/analytics/range-instants';
import type { EntityKind, PlaysByHour, Trends } from '@/lib/shared/analytics/statistics';
import type { AlbumOfArtist, EntityPage, Release } from '@/lib/shared/catalogue/entity-page';
import { shownName } from '@/lib/shared/catalogue/unknown-name';
import type { Entity } from '@/lib/shared/history/plays-filter';
import { type AlbumOfArtistRow, findAlbumsOfArtist } from '@/repositories/catalogue/find-albums-of-artist';
import { type EntityRow, findEntity } from '@/repositories/catalogue/find-entity';
import { findEntityListening } from '@/repositories/catalogue/find-entity-plays';
import { findEntityTracks, tracksOf } from '@/repositories/catalogue/find-entity-tracks';
import { findLastPlays } from '@/repositories/catalogue/find-last-plays';
import { findSkips } from '@/repositories/catalogue/find-skips';
import { findTracksOfAlbum } from '@/repositories/catalogue/find-tracks-of-album';
import { isEntityPlayed } from '@/repositories/catalogue/is-entity-played';
import { findReleases, type ReleaseRow } from '@/repositories/catalogue/separate-track-repository';
import { toPlaysByHour } from '@/services/analytics/activity';
import { archivedOf, getArchivedDays } from '@/services/analytics/archived-days';
import { toRankedEntries, toRankedEntry } from '@/services/analytics/ranked-entries';
import {
  answerCached,
  daysIn,
  hourOf,
  lifetimeWith,
  type ReadDeps,
  resolved,
  type StatisticsUser,
  spanOf,
  todayOf,
} from '@/services/analytics/read-deps';
import { inStep, shownDays, toTrendPoints } from '@/services/analytics/trend-points';

const TRACKS_SHOWN = 10;
const LAST_PLAYS_SHOWN = 5;
const ALBUMS_SHOWN = 10;
/** Of one album. */
const MOST_TRACKS = 300;
/** The bytes of this many entries of an ordinary answer. */
const TRACKS_FIT = 10;
const RELEASES_SHOWN = 50;
/** Of ordinary length many more fit. */
const NAMES_SHOWN = 20;

/** Whether `getEntityPage` has a page: the listener ever played it. */
export const hasEntityPage = (deps: Pick<ReadDeps, 'db'>, userId: number, entity: Entity): Promise<boolean> =>
  isEntityPlayed(deps.db, userId, entity);

/** `getEntityPage` for the API: not found for what the listener never played. */
export async function requireEntityPage(
  deps: ReadDeps,
  user: StatisticsUser,
  { kind, id, range }: { kind: EntityKind; id: number; range: Range },
): Promise<EntityPage> {
  const page = await getEntityPage(deps, user, kind, id, range);
  if (page === null)
    throw new AppError('NOT_FOUND', `There is no such ${kind} in your history.`, { field: 'id' });
  return page;
}

/** Everything about one track, artist or album that the listener has played; null for any other. */
export function getEntityPage(
  deps: ReadDeps,
  user: StatisticsUser,
  kind: EntityKind,
  id: number,
  range: Range,
): Promise<EntityPage | null> {
  const asked = resolved(deps, user, range);
  const ttlSeconds = (page: EntityPage | null) => lifetimeWith([page]);
  const question = { name: `page-${kind}:4`, params: [id, asked, hourOf(deps, user)], ttlSeconds };
  return answerCached(deps, user, question, async () => {
    const row = await findEntity(deps.db, user.id, kind, id);
    if (!row) return null;
    const entity = { kind, id };
    const [listening, lists, archived, releases, { reportedPlays, ...skips }] = await Promise.all([
      listeningTo(deps, user, entity, asked, row),
      listsOf(deps, user, entity, asked),
      getArchivedDays(deps, user, asked),
      kind === 'track' ? findReleases(deps.db, user.id, id, RELEASES_SHOWN) : [],
      findSkips(deps.db, user.id, entity),
    ]);
    return {
      ...row,
      ...entity,
      name: shownName(row.name, kind),
      artists: thatFit(row.artists.map(named('artist')), NAMES_SHOWN),
      album: row.album && named('album')(row.album),
      genres: thatFit(row.genres, NAMES_SHOWN),
      firstPlayedAt: row.firstPlayedAt.toISOString(),
      lastPlayedAt: row.lastPlayedAt.toISOString(),
      estimatedPlays: Math.max(0, row.plays - reportedPlays),
      skips: skips.inFiles > 0 ? skips : null,
      trend: listening.trend,
      activity: { ...listening.activity, ...archived },
      ...lists,
      releases: thatFit(toReleases(releases), RELEASES_SHOWN),
    };
  });
}

/** What was played of an artist or album in the range, and when a track was played last. */
async function listsOf(
  { db }: ReadDeps,
  user: StatisticsUser,
  { kind, id }: { kind: EntityKind; id: number },
  range: Range,
): Promise<Pick<EntityPage, 'topTracks' | 'albums' | 'tracks' | 'lastPlays'>> {
  const days = daysIn(range);
  if (kind === 'track') {
    const plays = await findLastPlays(db, user, { kind, id }, { days, limit: LAST_PLAYS_SHOWN });
    return { topTracks: [], albums: [], tracks: [], lastPlays: plays.map((at) => at.toISOString()) };
  }
  const [topTracks, albums, tracks] = await Promise.all([
    findEntityTracks(db, user, { kind, id }, { days, limit: TRACKS_SHOWN }),
    kind === 'artist' ? findAlbumsOfArtist(db, user, id, { days, limit: ALBUMS_SHOWN }) : [],
    kind === 'album' ? findTracksOfAlbum(db, user, id, { days, limit: MOST_TRACKS }) : [],
  ]);
  return {
    topTracks: thatFit(toRankedEntries(tracksOf(kind), topTracks), TRACKS_SHOWN),
    albums: thatFit(albums.map(toAlbum), ALBUMS_SHOWN),
    tracks: thatFit(
      tracks.map((track) => ({ ...track, name: shownName(track.name) })),
      TRACKS_FIT,
    ),
    lastPlays: [],
  };
}

const toAlbum = ({ playedTracks, totalTracks, ...row }: AlbumOfArtistRow, index: number): AlbumOfArtist => ({
  ...toRankedEntry('album', { ...row, rank: index + 1 }),
  playedTracks,
  totalTracks,
});

const named =
  (kind: 'artist' | 'album') =>
  <T extends { name: string }>(entity: T): T => ({ ...entity, name: shownName(entity.name, kind) });

/** Where there is more than one: the page shows the most played of those that it counts. */
function toReleases(rows: readonly ReleaseRow[]): Release[] {
  if (rows.length < 2) return [];
  const shown = rows.find((row) => row.isCounted);
  return rows.map((row) => ({ ...row, name: shownName(row.name, 'track'), isShown: row === shown }));
}

async function listeningTo(
  deps: ReadDeps,
  user: StatisticsUser,
  entity: Entity,
  range: Range,
  row: EntityRow,
): Promise<{ trend: Trends; activity: PlaysByHour }> {
  const today = todayOf(deps, user);
  const first = localDay(row.firstPlayedAt, user.timeZone);
  const last = localDay(row.lastPlayedAt, user.timeZone);
  const ends = { today, span: spanOf(deps, user) };
  const whole = shownDays(range, { first, last }, ends);
  const unit = whole ? unitFor(whole) : 'month';
  const archived = await archivedOf(deps, user);
  // The first month that has a play is shown whole: nothing is missing before it.
  const known = { first: unit === 'hour' ? first : bucketOf(first, unit, user.firstWeekday), last };
  const within = async (days: Range | null, reader: StatisticsUser) => {
    const shown = days && shownDays(days, known, ends);
    if (!shown) return { points: [], activity: [] };
    const { counts, activity } = await findEntityListening(deps.db, reader, entity, { days: shown, unit });
    const buckets = { days: shown, unit, reader, now: deps.clock.now() };
    return { points: toTrendPoints(buckets, counts, archived), activity };
  };
  const past = previousRange(range, today);
  const [now, before] = await Promise.all([within(range, user), within(past, inStep(user, range, past))]);
  return {
    trend: { range, unit, points: now.points, previous: before.points },
    activity: toPlaysByHour(range, user.timeZone, now.activity, archived),
  };
}
