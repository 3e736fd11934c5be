import { inOneList } from '@/lib/answer-size';
import { AppError } from '@/lib/app-error';
import { ALL_PLAYS_TRANSACTION, type Database } from '@/lib/db/client';
import type { Deps } from '@/lib/deps';
import { shownArtists, shownName } from '@/lib/shared/catalogue/unknown-name';
import { toStoredName } from '@/lib/shared/history/play-bounds';
import {
  type Removal,
  type RemovalChoice,
  type RemovalList,
  type RemovalPreview,
  UNDO_DAYS,
} from '@/lib/shared/history/removal';
import { type NamedText, namesText, plainText } from '@/lib/shared/named-text';
import { plural } from '@/lib/shared/plural';
import { DAY } from '@/lib/shared/time';
import { lockListenerForWriting } from '@/repositories/archival/listener-lock-repository';
import { forgetMatched } from '@/repositories/catalogue/stale-rollup-repository';
import {
  bringBack,
  countChosenPlays,
  findChosenName,
  findRemovals,
  findTracksOfRemoval,
  type RemovalRow,
  removeChosenPlays,
} from '@/repositories/history/removal-repository';
import { readCursor, writeCursor } from './cursor';
import { rematchPlays } from './rematch-plays';
import { gatherRemovedTwice } from './removed-twice';

type RemovalDeps = Pick<Deps, 'db' | 'clock'>;

/** On a page. */
const MOST_LISTED = 100;

/** What a choice would remove; null when the listener has no such play. */
export async function previewRemoval(
  { db }: { db: Database },
  userId: number,
  choice: RemovalChoice,
): Promise<RemovalPreview | null> {
  const { plays, from, to } = await countChosenPlays(db, userId, choice);
  const named = from && to ? await findChosenName(db, choice) : null;
  if (!from || !to || !named) return null;
  const label = labelOf(choice, plays, named);
  return { label, plays, from: from.toISOString(), to: to.toISOString() };
}

function labelOf(
  { what }: RemovalChoice,
  plays: number,
  named: { name: string; artists: string[] },
): NamedText {
  if (what === 'artist') return ['All plays of ', { name: shownName(named.name, 'artist') }];
  if (what === 'session') return [`A session of ${plays} ${plural(plays, 'play')}`];
  const by = named.artists.length > 0 ? [' by ', ...namesText(shownArtists(named.artists))] : [];
  return ['“', { name: shownName(named.name) }, '”', ...by];
}

/**
 * Removes plays of the listener, with all that was counted of them, in one transaction. They stay known: no poll and no
 * import brings them back. Throws not found when the listener has no such play.
 */
export async function removePlays(
  deps: RemovalDeps,
  userId: number,
  choice: RemovalChoice,
): Promise<Removal> {
  const now = deps.clock.now();
  return deps.db.$transaction(async (tx) => {
    await lockListenerForWriting(tx, userId);
    const preview = await previewRemoval({ db: tx }, userId, choice);
    if (!preview) throw new AppError('NOT_FOUND', 'There is no such play in your history.');
    const id = await removeChosenPlays(
      tx,
      { userId, label: toStoredName(plainText(preview.label)), now },
      choice,
    );
    return toRemoval(await removalOf(tx, userId, id), now);
  }, ALL_PLAYS_TRANSACTION);
}

/**
 * A page of the listener's removals, newest first. Throws a validation error for an invalid cursor, and not found for another
 * listener's.
 */
export async function listRemovals(deps: RemovalDeps, userId: number, cursor?: string): Promise<RemovalList> {
  const after = cursor === undefined ? null : readCursor(cursor, userId);
  const found = await findRemovals(deps.db, userId, { limit: MOST_LISTED + 1, after });
  const now = deps.clock.now();
  const removals = inOneList(found.slice(0, MOST_LISTED).map((row) => toRemoval(row, now)));
  const last = found[removals.length - 1];
  const hasOlder = last && found.length > removals.length;
  return {
    removals,
    nextCursor: hasOlder ? writeCursor(userId, { at: last.removedAt, id: last.id }) : null,
  };
}

/**
 * Brings the plays of a removal back, with all that was counted of them; what is known by now to be one play comes back as
 * one. Throws not found for a removal that is not the
 * listener's or was undone, and a conflict when it is older than 30 days.
 */
export async function undoRemoval(deps: RemovalDeps, userId: number, id: number): Promise<{ plays: number }> {
  const now = deps.clock.now();
  const { tracks, plays } = await deps.db.$transaction(async (tx) => {
    await lockListenerForWriting(tx, userId);
    const row = await removalOf(tx, userId, id);
    if (undoUntil(row) < now)
      throw new AppError(
        'CONFLICT',
        `A removal can be undone for ${UNDO_DAYS} days. These plays stay removed.`,
      );
    const twice = await gatherRemovedTwice(tx, userId, id);
    const tracks = await findTracksOfRemoval(tx, id);
    return { tracks, plays: (await bringBack(tx, id, now)) - twice };
  }, ALL_PLAYS_TRANSACTION);
  await rematchPlays(deps.db, { userId, now }, tracks);
  await forgetMatched(deps.db, userId, tracks);
  return { plays };
}

async function removalOf(db: Database, userId: number, id: number): Promise<RemovalRow> {
  const [row] = await findRemovals(db, userId, { limit: 1, id });
  if (!row) throw new AppError('NOT_FOUND', 'There is no such removal.');
  return row;
}

const undoUntil = ({ removedAt }: RemovalRow): Date => new Date(removedAt.getTime() + UNDO_DAYS * DAY);

const toRemoval = (row: RemovalRow, now: Date): Removal => ({
  id: row.id,
  label: row.label,
  plays: row.plays,
  from: row.from?.toISOString() ?? null,
  to: row.to?.toISOString() ?? null,
  removedAt: row.removedAt.toISOString(),
  undoUntil: undoUntil(row) < now ? null : undoUntil(row).toISOString(),
});
