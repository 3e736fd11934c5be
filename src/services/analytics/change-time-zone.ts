import { AppError, accountGone } from '@/lib/app-error';
import type { Database } from '@/lib/db/client';
import type { Deps } from '@/lib/deps';
import type { QueueMessage } from '@/lib/queue/queue';
import { isTimeZoneName, type TimeZoneState } from '@/lib/shared/time-zone';
import {
  createZoneRebuild,
  discardZoneRebuild,
  findZoneRebuild,
  type ZoneRebuild,
} from '@/repositories/analytics/zone-rebuild-repository';
import { lockListenerForWriting } from '@/repositories/archival/listener-lock-repository';
import { findTimeZone, knowsTimeZone } from '@/repositories/auth/user-repository';
import { storeMessages } from '@/repositories/queue-outbox-repository';
import { resumedSuffix, STALLED_MS, workMessage } from '@/services/chunked-work';
import { publishStored } from '@/services/queue-outbox';

type ChangeDeps = Pick<Deps, 'db' | 'queue' | 'clock'>;

/** The listener's zone, and the progress of a move to another. Throws when the account was deleted. */
export async function getTimeZone(deps: Pick<Deps, 'db' | 'clock'>, userId: number): Promise<TimeZoneState> {
  const rebuild = await findZoneRebuild(deps.db, userId);
  const timeZone = await findTimeZone(deps.db, userId);
  if (timeZone === null) throw accountGone();
  return { timeZone, change: rebuild && toChange(rebuild, deps.clock.now()) };
}

/**
 * Starts to change a listener's time zone (an IANA name): the days of the history are recounted in the
 * background, and statistics stay in the old zone until all are counted. Asking for the present zone cancels a move under
 * way; asking again for the target zone resumes it. Throws a validation error for an unknown zone, and QueueUnavailable when
 * the move is stored but waits for the queue.
 */
export async function changeTimeZone(
  deps: ChangeDeps,
  userId: number,
  timeZone: string,
): Promise<TimeZoneState> {
  if (!isTimeZoneName(timeZone) || !(await knowsTimeZone(deps.db, timeZone)))
    throw new AppError('VALIDATION_ERROR', 'body.timeZone: name a time zone such as Europe/Berlin', {
      field: 'body.timeZone',
    });
  const now = deps.clock.now();
  const message = await deps.db.$transaction(async (tx) => {
    const current = await lockListenerForWriting(tx, userId);
    const underWay = await findZoneRebuild(tx, userId);
    if (underWay?.timeZone === timeZone) return storeMessage(tx, underWay, now);
    await discardZoneRebuild(tx, userId);
    if (current?.timeZone === timeZone) return null;
    await createZoneRebuild(tx, { userId, timeZone, now });
    const rebuild = await findZoneRebuild(tx, userId);
    return rebuild && storeMessage(tx, rebuild, now);
  });
  if (message) await publishStored(deps, [message]);
  return getTimeZone(deps, userId);
}

async function storeMessage(tx: Database, rebuild: ZoneRebuild, now: Date): Promise<QueueMessage> {
  const message = workMessage('rebuild-days', rebuild, resumedSuffix(now));
  await storeMessages(tx, [message], now);
  return message;
}

const toChange = (rebuild: ZoneRebuild, now: Date): TimeZoneState['change'] => ({
  to: rebuild.timeZone,
  plays: rebuild.plays,
  countedPlays: Math.min(rebuild.builtPlays, rebuild.plays),
  requestedAt: rebuild.requestedAt.toISOString(),
  isStalled: now.getTime() - rebuild.workedAt.getTime() > STALLED_MS,
});
