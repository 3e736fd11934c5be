import 'server-only';
import { AppError } from '@/lib/app-error';
import type { HistoryPage, HistoryPlay } from '@/lib/shared/statistics';
import { findGapsOfPage, findHistory, type HistoryRow } from '@/repositories/play-stats/find-history';
import { type ReadDeps, type StatisticsUser, timed } from './read-deps';
import { searchPattern } from './search-pattern';

export interface HistoryQuery {
  /** From the page before; it belongs to the listener who got it. */
  cursor?: string | undefined;
  /** A day of the listener's calendar to jump to, YYYY-MM-DD: its last play comes first. */
  before?: string | undefined;
  /** Only plays whose track, album or artist has this in its name. */
  q?: string | undefined;
  limit: number;
}

/**
 * A page of plays, newest first. Never cached. Throws a validation error for a cursor that is none, and not found for
 * another listener's. Give `before` and `q` again with each cursor.
 */
export async function getHistory(
  deps: ReadDeps,
  user: StatisticsUser,
  { cursor, before, q, limit }: HistoryQuery,
): Promise<HistoryPage> {
  const after = cursor === undefined ? null : readCursor(cursor, user.id);
  const pattern = searchPattern(q ?? '') || null;
  return timed(deps, async () => {
    const question = { limit: limit + 1, after, untilDay: before ?? null, pattern };
    const found = await findHistory(deps.db, user, question);
    const rows = found.slice(0, limit);
    const [newest, oldest] = [rows[0], rows.at(-1)];
    if (!newest || !oldest) return { plays: [], nextCursor: null, gaps: [] };
    const gaps = await findGapsOfPage(deps.db, user.id, {
      oldest: oldest.playedAt,
      newest: after?.playedAt ?? newest.playedAt,
      isFirst: after === null,
    });
    return {
      plays: rows.map(toHistoryPlay),
      nextCursor: found.length > limit ? writeCursor(user.id, oldest) : null,
      gaps: gaps.map((gap) => ({ ...gap, from: gap.from.toISOString(), to: gap.to.toISOString() })),
    };
  });
}

const toHistoryPlay = ({ playedAt, ...row }: HistoryRow): HistoryPlay => ({
  ...row,
  playedAt: playedAt.toISOString(),
});

const writeCursor = (userId: number, { playedAt, trackId }: HistoryRow): string =>
  Buffer.from(`${userId}.${playedAt.getTime()}.${trackId}`).toString('base64url');

const CURSOR = /^(\d{1,10})\.(-?\d{1,14})\.(\d{1,10})$/;

function readCursor(cursor: string, userId: number): { playedAt: Date; trackId: number } {
  const parts = CURSOR.exec(Buffer.from(cursor, 'base64url').toString());
  const trackId = Number(parts?.[3]);
  if (!parts || trackId > 2 ** 31 - 1)
    throw new AppError('VALIDATION_ERROR', 'cursor: give back the nextCursor of a page, unchanged', {
      field: 'cursor',
    });
  if (Number(parts[1]) !== userId)
    throw new AppError('NOT_FOUND', 'There is no such place in your history.', { field: 'cursor' });
  return { playedAt: new Date(Number(parts[2])), trackId };
}
