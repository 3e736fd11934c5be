import 'server-only';
import type { Deps } from '@/lib/deps';
import { err, ok, type Result } from '@/lib/shared/result';
import { MINUTE, SECOND } from '@/lib/shared/time';
import { isTimeZoneName } from '@/lib/shared/time-zone';
import { rebuildDays } from '@/repositories/play-stats/rebuild-days';
import { knowsTimeZone } from '@/repositories/user-repository';

/** A history of a million plays takes seconds; a slow disk may take its time. */
const TRANSACTION = { maxWait: 10 * SECOND, timeout: 10 * MINUTE };

/**
 * Moves a listener to another time zone (an IANA name) and tells every day of the history by its calendar, all or
 * nothing. `unknown_time_zone`: there is no such zone, or the database has none; nothing has changed then.
 */
export async function changeTimeZone(
  deps: Pick<Deps, 'db'>,
  userId: number,
  timeZone: string,
): Promise<Result<null, 'unknown_time_zone'>> {
  if (!isTimeZoneName(timeZone) || !(await knowsTimeZone(deps.db, timeZone))) return err('unknown_time_zone');
  await deps.db.$transaction((tx) => rebuildDays(tx, userId, timeZone), TRANSACTION);
  return ok(null);
}
