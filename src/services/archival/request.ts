import type { z } from 'zod';
import { isDatabaseUnavailable } from '@/lib/db/database-unavailable';
import type { ArchiveRequestStatus } from '@/lib/shared/analytics/dashboard';
import { MINUTE, SECOND } from '@/lib/shared/time';
import type { SpotifyFailure } from '@/lib/spotify/failure';
import { EMPTY_PAGE } from '@/lib/spotify/recently-played';
import {
  type ArchiveRequestRow,
  findArchiveRequest,
  finishArchiveRequest,
  markArchiveRequestRunning,
} from '@/repositories/archival/archive-request-repository';
import {
  findConnectedListener,
  type PolledListener,
} from '@/repositories/archival/polled-listener-repository';
import { publishOrStore } from '@/services/queue-outbox';
import { pauseOfAnyProcess, storeOwnPause } from './app-pause';
import type { BatchDeps } from './batch';
import { stateAfter } from './breaker-state';
import { logPolls } from './log-polls';
import { enrichMessage, requestMessage, type requestSchema } from './messages';
import { readListener } from './read-listener';
import { recordPlays } from './record-plays';

/** A shorter pause delays the request on the queue; a longer one fails the request. */
const MAX_PAUSE_WAIT_MS = MINUTE;

/**
 * Runs one request. It ignores the breaker and the hour's idempotency key, because the listener asked for it.
 * Idempotent: a finished request is left as it is.
 */
export async function archiveRequested(
  deps: BatchDeps,
  { requestId }: z.output<typeof requestSchema>,
): Promise<ArchiveRequestStatus | null> {
  const request = await findArchiveRequest(deps.db, requestId);
  if (!request || hasRequestEnded(request, deps.clock.now()))
    return request && toStatus(request, deps.clock.now());
  const pause = await pauseOfAnyProcess(deps);
  const waitMs = pause ? pause.until.getTime() - deps.clock.now().getTime() : 0;
  if (waitMs > 0 && waitMs <= MAX_PAUSE_WAIT_MS) {
    await publishOrStore(deps, [requestMessage(requestId, Math.ceil(waitMs / SECOND) + 1)]);
    return toStatus(request, deps.clock.now());
  }
  await markArchiveRequestRunning(deps.db, requestId);
  const listener = await findConnectedListener(deps.db, request.userId);
  const end = listener ? await archiveOne(deps, listener) : failedWith('reconnect_needed');
  await finishArchiveRequest(deps.db, requestId, { ...end, finishedAt: deps.clock.now() });
  const finished = await findArchiveRequest(deps.db, requestId);
  return finished && toStatus(finished, deps.clock.now());
}

type End =
  | { status: 'succeeded'; newPlays: number; rejectedItems: number }
  | { status: 'failed'; failure: string };

const failedWith = (failure: string): End => ({ status: 'failed', failure });

async function archiveOne(deps: BatchDeps, listener: PolledListener): Promise<End> {
  try {
    const reading = await readListener(deps, listener);
    const now = deps.clock.now();
    await storeOwnPause(deps, listener.id);
    if (!reading.outcome.ok && reading.outcome.error.kind === 'paused') return failedWith('spotify_paused');
    const page = reading.outcome.ok ? reading.outcome.value : EMPTY_PAGE;
    const recorded = await recordPlays(deps, [
      { userId: listener.id, page, state: stateAfter(reading, now) },
    ]);
    logPolls(deps.logger, [reading], recorded);
    if (recorded.artistsDue) await publishOrStore(deps, [enrichMessage(now)]);
    if (!reading.outcome.ok) return failedWith(codeOf(reading.outcome.error));
    if (recorded.unwritten.length > 0) return failedWith('internal');
    const newPlays = recorded.newPlays.get(listener.id) ?? 0;
    return { status: 'succeeded', newPlays, rejectedItems: page.rejectedItems.length };
  } catch (error) {
    if (isDatabaseUnavailable(error)) throw error;
    const fields = { userId: listener.id, kind: 'UNKNOWN', reason: 'internal', err: error };
    deps.logger.error(fields, 'requested sync failed unexpectedly');
    return failedWith('internal');
  }
}

function codeOf(failure: SpotifyFailure): string {
  switch (failure.kind) {
    case 'invalid_grant':
    case 'lost_key':
    case 'unauthorized':
      return 'reconnect_needed';
    case 'not_registered':
    case 'forbidden':
      return 'not_registered';
    case 'paused':
      return 'spotify_paused';
    case 'unavailable':
    case 'malformed':
      return 'spotify_unavailable';
  }
}

export const hasRequestEnded = (row: ArchiveRequestRow, now: Date) =>
  row.finishedAt !== null || row.deadlineAt <= now;

/** An unfinished request counts as failed after its deadline: a status always ends. */
export function toStatus(row: ArchiveRequestRow, now: Date): ArchiveRequestStatus {
  const timedOut = row.finishedAt === null && row.deadlineAt <= now;
  return {
    id: row.id,
    status: timedOut ? 'failed' : row.status,
    requestedAt: row.requestedAt.toISOString(),
    finishedAt: (timedOut ? row.deadlineAt : row.finishedAt)?.toISOString() ?? null,
    newPlays: row.newPlays,
    rejectedItems: row.rejectedItems,
    failure: timedOut ? 'timed_out' : row.failure,
  };
}
