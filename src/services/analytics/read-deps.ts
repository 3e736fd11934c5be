import { type CacheOutcome, cached } from '@/lib/cache';
import type { Deps } from '@/lib/deps';
import { archiveSpan, clampRange, type DaySpan } from '@/lib/shared/analytics/archive-span';
import { isRunning } from '@/lib/shared/analytics/calendar-ranges';
import type { Range } from '@/lib/shared/analytics/range';
import { resolveRange } from '@/lib/shared/analytics/range-days';
import { localDay, localHour } from '@/lib/shared/analytics/range-instants';
import { HOUR, SECOND } from '@/lib/shared/time';
import { findStatisticsVersion } from '@/repositories/analytics/find-statistics-version';
import type { Days, Listener } from '@/repositories/analytics/listener-days';

/** How long reading took, for a Server-Timing header. */
export interface ReadTiming {
  /** Milliseconds spent on questions to the database. */
  dbMs: number;
  /** Null where nothing is ever cached. */
  cache: CacheOutcome | null;
}

export type ReadDeps = Pick<Deps, 'db' | 'kv' | 'clock' | 'logger'> & {
  /** Set by the caller. */
  timing?: ReadTiming;
  /** Versions of listeners, looked up once for everything that is read together. */
  versions?: Map<number, Promise<string>>;
};

/** The listener whose statistics are read; the zone is the one stored with the listener. */
export type StatisticsUser = Listener;

/** A backstop only: the version already makes outdated answers unreachable. */
export const ONE_HOUR = HOUR / SECOND;
export const SIX_HOURS = 6 * ONE_HOUR;
/** Genres and pictures arrive after the plays; the version follows them when its listener is settled. */
export const UNTIL_DETAILS_ARRIVE = 60;

/** For how long to keep an answer that shows these, in seconds: not long while a picture may still arrive. */
export const lifetimeWith = (shown: readonly ({ imageUrl: string | null } | null | undefined)[]): number =>
  shown.every((one) => one?.imageUrl) ? ONE_HOUR : UNTIL_DETAILS_ARRIVE;

/** The listener's today, YYYY-MM-DD. */
export const todayOf = (deps: Pick<Deps, 'clock'>, { timeZone }: StatisticsUser): string =>
  localDay(deps.clock.now(), timeZone);

/** The hour on the listener's clock, YYYY-MM-DDTHH: each hour adds one to what the archive covers. */
export const hourOf = (deps: Pick<Deps, 'clock'>, { timeZone }: StatisticsUser): string =>
  localHour(deps.clock.now(), timeZone);

/** The days on which this listener's archive can have plays. */
export const spanOf = (deps: Pick<Deps, 'clock'>, { timeZone }: StatisticsUser): DaySpan =>
  archiveSpan(deps.clock.now(), timeZone);

/** The range with its days filled in, none before archives begin or after today, except for a week, month or year that is not over. */
export function resolved(deps: Pick<Deps, 'clock'>, user: StatisticsUser, range: Range): Range {
  const today = todayOf(deps, user);
  const days = resolveRange(range, today);
  return isRunning(days, today) ? days : clampRange(days, { from: spanOf(deps, user).from, to: today });
}

export const daysIn = ({ from, to }: Range): Days => ({ from, to });

/**
 * Returns an answer from the cache, or computes it. `params` must name every input but the listener's plays, zone and first day
 * of the week. `ttlSeconds`: for how long it is kept, in seconds; an hour unless given.
 */
export async function answerCached<T>(
  deps: ReadDeps,
  user: StatisticsUser,
  question: { name: string; params: unknown; ttlSeconds?: number | ((value: T) => number) },
  compute: () => Promise<T>,
): Promise<T> {
  const { name, params, ttlSeconds = ONE_HOUR } = question;
  const version = await versionOf(deps, user.id);
  const reader = [user.timeZone, user.firstWeekday ?? 0];
  const entry = { userId: user.id, name, params: [...reader, params], version, ttlSeconds };
  const { value, outcome } = await cached(deps, entry, () => timed(deps, compute));
  if (deps.timing) deps.timing.cache = outcome;
  return value;
}

function versionOf(deps: ReadDeps, userId: number): Promise<string> {
  const version = deps.versions?.get(userId) ?? timed(deps, () => findStatisticsVersion(deps.db, userId));
  deps.versions?.set(userId, version);
  return version;
}

/** Runs database queries and adds up how long they took. */
export async function timed<T>({ timing }: ReadDeps, work: () => Promise<T>): Promise<T> {
  const startedAt = performance.now();
  try {
    return await work();
  } finally {
    if (timing) timing.dbMs += performance.now() - startedAt;
  }
}
