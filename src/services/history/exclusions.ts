import { inOneList, thatFit } from '@/lib/answer-size';
import { AppError } from '@/lib/app-error';
import { searchWords, storedSearchName } from '@/lib/catalogue/search-name';
import type { Database } from '@/lib/db/client';
import type { Deps } from '@/lib/deps';
import type { QueueMessage } from '@/lib/queue/queue';
import { shownArtists, shownName } from '@/lib/shared/catalogue/unknown-name';
import {
  type Exclusion,
  type ExclusionList,
  type ExclusionTarget,
  MOST_EXCLUSIONS,
} from '@/lib/shared/history/exclusion';
import { lockListenerForWriting } from '@/repositories/archival/listener-lock-repository';
import { hasPlaysOf } from '@/repositories/catalogue/is-entity-played';
import {
  type ExclusionCheck,
  findExclusionCheck,
  startExclusionCheck,
} from '@/repositories/history/exclusion-check-repository';
import {
  countExclusions,
  countLeftOut,
  deleteExclusion,
  type ExclusionRow,
  findExclusions,
  findSameExclusion,
  hasPlayedFrom,
  storeExclusion,
} from '@/repositories/history/exclusion-repository';
import { storeMessages } from '@/repositories/queue-outbox-repository';
import { STALLED_MS, workMessage } from '@/services/chunked-work';
import { publishOrLeave } from '@/services/queue-outbox';

type ExclusionDeps = Pick<Deps, 'db' | 'queue' | 'clock' | 'logger'>;

/** Beside the results of a search; so many of the longest, and all of usual ones. */
const NAMED_SHOWN = 10;

/** What the listener leaves out of statistics, and how far the figures have followed the last change. */
export async function listExclusions(
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
  userId: number,
): Promise<ExclusionList> {
  const [rows, plays, check] = await Promise.all([
    findExclusions(db, userId),
    countLeftOut(db, userId),
    findExclusionCheck(db, userId),
  ]);
  const exclusions = inOneList(rows.map(toExclusion));
  return { exclusions, plays, check: check && toCheck(check, clock.now()) };
}

/** The listener's exclusions of artists, albums and tracks whose name has all words of the text. */
export async function findExclusionsNamed(
  { db }: Pick<Deps, 'db'>,
  userId: number,
  text: string,
): Promise<Exclusion[]> {
  const words = searchWords(text);
  if (words.length === 0) return [];
  const exclusions = (await findExclusions(db, userId)).map(toExclusion);
  const named = exclusions.filter(({ name, artists }) => {
    const names = storedSearchName([name ?? '', ...artists].join(' '));
    return name !== null && words.every((word) => names.includes(word));
  });
  return thatFit(named, NAMED_SHOWN);
}

/**
 * Leaves something out of statistics: its plays stay in the archive and do not count. New plays do not count from now on; the
 * figures of stored ones follow in the background. What is left out already stays so. Throws not found for what the listener
 * never played, and a conflict beyond 200 exclusions.
 */
export async function leaveOut(
  deps: ExclusionDeps,
  userId: number,
  target: ExclusionTarget,
): Promise<Exclusion> {
  const now = deps.clock.now();
  // Before the lock: it may read all plays of the listener, and nobody is to wait for that.
  await mustBePlayed(deps.db, userId, target);
  const { id, message } = await deps.db.$transaction(async (tx) => {
    await lockListenerForWriting(tx, userId);
    const same = await findSameExclusion(tx, userId, target);
    if (same !== null) return { id: same, message: null };
    if ((await countExclusions(tx, userId)) >= MOST_EXCLUSIONS)
      throw new AppError(
        'CONFLICT',
        `No more than ${MOST_EXCLUSIONS} things can be left out. Undo some first.`,
      );
    const stored = await storeExclusion(tx, userId, target, now);
    return { id: stored, message: await storeCheck(tx, userId, now) };
  });
  if (message) await publishOrLeave(deps, [message]);
  return exclusionOf(deps.db, userId, id);
}

/** Lets what an exclusion left out count again. Throws not found for one that is not the listener's or was undone. */
export async function undoExclusion(deps: ExclusionDeps, userId: number, id: number): Promise<void> {
  const message = await deps.db.$transaction(async (tx) => {
    await lockListenerForWriting(tx, userId);
    if (!(await deleteExclusion(tx, userId, id)))
      throw new AppError('NOT_FOUND', 'There is no such exclusion.');
    return storeCheck(tx, userId, deps.clock.now());
  });
  await publishOrLeave(deps, [message]);
}

async function mustBePlayed(db: Database, userId: number, target: ExclusionTarget): Promise<void> {
  if (target.kind === 'span' || target.kind === 'hours') return;
  const isPlayed =
    target.kind === 'playlist'
      ? await hasPlayedFrom(db, userId, target.uri)
      : await hasPlaysOf(db, userId, target);
  if (!isPlayed) throw new AppError('NOT_FOUND', `There is no such ${target.kind} in your history.`);
}

async function storeCheck(db: Database, userId: number, now: Date): Promise<QueueMessage> {
  const message = workMessage('check-exclusions', await startExclusionCheck(db, userId, now));
  await storeMessages(db, [message], now);
  return message;
}

async function exclusionOf(db: Database, userId: number, id: number): Promise<Exclusion> {
  const [row] = await findExclusions(db, userId, id);
  if (!row) throw new AppError('NOT_FOUND', 'There is no such exclusion.');
  return toExclusion(row);
}

function toExclusion({
  from,
  to,
  fromMinute,
  toMinute,
  timeZone,
  createdAt,
  ...row
}: ExclusionRow): Exclusion {
  const { kind } = row;
  return {
    ...row,
    name: row.name !== null && isEntity(kind) ? shownName(row.name, kind) : null,
    artists: kind === 'artist' ? [] : shownArtists(row.artists),
    span: from && to && { from: from.toISOString(), to: to.toISOString() },
    hours:
      fromMinute === null || toMinute === null || timeZone === null
        ? null
        : { from: timeOf(fromMinute), to: timeOf(toMinute), timeZone },
    createdAt: createdAt.toISOString(),
  };
}

const isEntity = (kind: ExclusionRow['kind']): kind is 'artist' | 'album' | 'track' =>
  kind === 'artist' || kind === 'album' || kind === 'track';

const timeOf = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;

const toCheck = (check: ExclusionCheck, now: Date): ExclusionList['check'] => ({
  plays: check.plays,
  checkedPlays: Math.min(check.checkedPlays, check.plays),
  requestedAt: check.requestedAt.toISOString(),
  isStalled: now.getTime() - check.workedAt.getTime() > STALLED_MS,
});
