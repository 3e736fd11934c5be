import { cache } from 'react';
import { accountGone } from '@/lib/app-error';
import type { Deps } from '@/lib/deps';
import type { ArchiveState, ConnectionCheck } from '@/lib/shared/analytics/dashboard';
import { connectionAt } from '@/lib/shared/archival/connection';
import { nextSync } from '@/lib/shared/archival/next-sync';
import { allowsNowPlaying } from '@/lib/shared/auth/scopes';
import { findUserTotals } from '@/repositories/analytics/find-user-totals';
import {
  findListenerState,
  type ListenerState,
} from '@/repositories/archival/listener-poll-state-repository';

type CheckDeps = Pick<Deps, 'db' | 'clock' | 'archiveEveryMinutes'>;

/**
 * The state of one listener's connection and archive; read once a page, by its frame and by what is in it. Throws when the
 * account was deleted.
 */
export const getConnectionCheck = cache(async (deps: CheckDeps, userId: number): Promise<ConnectionCheck> => {
  const [listener, counted] = await Promise.all([
    findListenerState(deps.db, userId),
    findUserTotals(deps.db, userId),
  ]);
  if (!listener) throw accountGone();
  const connection = connectionAt(deps.clock.now(), listener);
  return {
    since: listener.createdAt.toISOString(),
    connection,
    authorizedAt: listener.authorizedAt?.toISOString() ?? null,
    allowsNowPlaying: allowsNowPlaying(listener.scope),
    archive: archiveState(deps, listener, connection.state !== 'needs_reconnect'),
    countedPlays: counted?.plays ?? 0,
    totals: counted && {
      estimatedPlays: counted.estimatedPlays,
      firstPlayAt: counted.firstPlayAt.toISOString(),
    },
    hasLeftOut: listener.hasLeftOut,
  };
});

function archiveState(
  { clock, archiveEveryMinutes: everyMinutes }: Pick<CheckDeps, 'clock' | 'archiveEveryMinutes'>,
  listener: ListenerState,
  isConnected: boolean,
): ArchiveState {
  const { lastPolledAt, lastFailedAt, authorizedAt, pausedUntil, circuitOpenUntil, isSpread } = listener;
  // A sign-in polls as well.
  const lastTurnAt = latest([lastPolledAt, lastFailedAt, authorizedAt]);
  const facts = { everyMinutes, isConnected, pausedUntil, circuitOpenUntil, lastTurnAt, isSpread };
  return {
    lastPolledAt: lastPolledAt?.toISOString() ?? null,
    failedSyncs: listener.consecutiveFailures,
    nextSync: nextSync({ now: clock.now(), ...facts }),
    everyMinutes,
  };
}

function latest(moments: readonly (Date | null)[]): Date | null {
  const known = moments.filter((moment) => moment !== null);
  return known.length > 0 ? new Date(Math.max(...known.map(Number))) : null;
}
