import { thatFit } from '@/lib/answer-size';
import { AppError } from '@/lib/app-error';
import type { HistoryPage } from '@/lib/shared/analytics/statistics';
import { shownName } from '@/lib/shared/catalogue/unknown-name';
import { type Entity, EVERY_PLAY, type PlaysFilter } from '@/lib/shared/history/plays-filter';
import { LARGEST_ID } from '@/lib/shared/largest-id';
import { findGapsOfPage } from '@/repositories/archival/archive-gap-repository';
import { findPlayedName } from '@/repositories/catalogue/find-left-out-entity';
import { countPlays, type PlaysQuestion } from '@/repositories/history/filtered-plays';
import { findHistory, type HistoryPlayRow } from '@/repositories/history/find-history';
import { type ReadDeps, type StatisticsUser, timed } from '@/services/analytics/read-deps';
import { nameSearch } from '@/services/catalogue/name-search';
import { type Place, readCursor, writeCursor } from './cursor';
import { shownPlay } from './shown-play';

/** Selects plays of the listener's history. */
export interface HistoryScope {
  /** Exactly the plays that a figure counts; every play when absent. */
  filter?: PlaysFilter | undefined;
  /** A day of the listener's calendar to jump to, YYYY-MM-DD: its last play comes first. */
  before?: string | undefined;
  /** Only plays whose track, album or artist has this in its name. */
  q?: string | undefined;
  /** Whether plays that do not count, because they are too short, are among them. */
  short?: boolean | undefined;
}

export interface HistoryQuery extends HistoryScope {
  /** From the previous page; valid only for the same listener. */
  cursor?: string | undefined;
  limit: number;
}

/**
 * A page of plays, newest first. Never cached. Throws a validation error for an invalid cursor, and not found for another
 * listener's cursor or an entity that the listener never played. Repeat all other parameters with each cursor.
 */
export async function getHistory(
  deps: ReadDeps,
  user: StatisticsUser,
  { cursor, limit, ...scope }: HistoryQuery,
): Promise<HistoryPage> {
  const after = cursor === undefined ? null : playAt(readCursor(cursor, user.id));
  return timed(deps, async () => {
    await playedNames(deps, user, scope);
    const question = { limit: limit + 1, after, ...questionOf(scope) };
    const found = await findHistory(deps.db, user, question);
    const rows = thatFit(found.slice(0, limit), limit);
    const [newest, oldest] = [rows[0], rows.at(-1)];
    if (!newest || !oldest) return { plays: [], nextCursor: null, gaps: [] };
    const gaps = await findGapsOfPage(deps.db, user.id, {
      oldest: oldest.playedAt,
      newest: after?.playedAt ?? newest.playedAt,
      isFirst: after === null,
    });
    return {
      plays: rows.map(shownPlay),
      nextCursor: found.length > rows.length ? writeCursor(user.id, placeOf(oldest)) : null,
      gaps,
    };
  });
}

/** Describes a scope, for a heading. */
export interface HistoryScopeFacts {
  /** The name of the track, artist or album in the filter. */
  name: string | null;
  /** The name of the album in it. */
  albumName: string | null;
  /** Null when it was not requested. */
  plays: number | null;
  /** More of them, which are left out of statistics; null when it was not requested. */
  leftOut: number | null;
}

/** Names a scope, and counts its plays on request, in time linear in them. Throws not found like getHistory. */
export function getHistoryScope(
  deps: ReadDeps,
  user: StatisticsUser,
  scope: HistoryScope,
  { isCounted }: { isCounted: boolean },
): Promise<HistoryScopeFacts> {
  return timed(deps, async () => {
    const names = await playedNames(deps, user, scope);
    if (!isCounted) return { ...names, plays: null, leftOut: null };
    return { ...names, ...(await countPlays(deps.db, user, questionOf(scope))) };
  });
}

const questionOf = ({ filter = EVERY_PLAY, before, q, short = false }: HistoryScope): PlaysQuestion => ({
  filter,
  untilDay: before ?? null,
  search: nameSearch(q ?? ''),
  withShort: short,
});

async function playedNames(
  deps: ReadDeps,
  user: StatisticsUser,
  { filter }: HistoryScope,
): Promise<Pick<HistoryScopeFacts, 'name' | 'albumName'>> {
  const { entity = null, album = null } = filter ?? {};
  const [name, albumName] = await Promise.all([
    entity && playedName(deps, user, entity, 'id'),
    album === null ? null : playedName(deps, user, { kind: 'album', id: album }, 'album'),
  ]);
  return { name, albumName };
}

/** The name of what the listener has played, as pages show it; null for any other. */
export async function getPlayedName(
  { db }: Pick<ReadDeps, 'db'>,
  { id: userId }: Pick<StatisticsUser, 'id'>,
  entity: Entity,
): Promise<string | null> {
  const name = await findPlayedName(db, userId, entity);
  return name === null ? null : shownName(name, entity.kind);
}

async function playedName(
  deps: ReadDeps,
  user: StatisticsUser,
  entity: Entity,
  field: 'id' | 'album',
): Promise<string> {
  const name = await getPlayedName(deps, user, entity);
  if (name === null)
    throw new AppError('NOT_FOUND', `There is no such ${entity.kind} in your history.`, { field });
  return name;
}

const placeOf = ({ playedAt, trackId }: HistoryPlayRow): Place => ({ at: playedAt, id: trackId });
const playAt = ({ at, id }: Place) => ({ playedAt: at, trackId: id });

/** Begins a page with the plays that ended up to an instant. */
export const cursorUpTo = (userId: number, instant: Date): string =>
  writeCursor(userId, { at: instant, id: LARGEST_ID });
