import type { Deps } from '@/lib/deps';
import { isQueueUnavailable, type QueueSchedule, type ScheduleState } from '@/lib/queue/queue';

type ScheduleDeps = Pick<Deps, 'queue' | 'logger' | 'archiveEveryMinutes'>;

/** The archive's schedule, in five-field cron, UTC. */
export function archiveSchedule(everyMinutes: number): QueueSchedule {
  const cron = everyMinutes === 60 ? '0 * * * *' : `*/${everyMinutes} * * * *`;
  return { id: 'archive', cron, path: '/api/cron/archive' };
}

/** What became of the schedule, for people; null while it is ours. */
export const SCHEDULE_PROBLEM: Readonly<Record<ScheduleState, string | null>> = {
  ours: null,
  missing: 'the queue has no schedule: restart a process, which stores it',
  taken: 'the schedule calls another address: give each environment an INSTALLATION of its own, and restart',
  changed: 'the schedule is paused or was changed: restart a process, which stores it',
};

/** Checks whether the queue still has our schedule, and logs when not; null while the queue does not answer. */
export async function noticeSchedule(deps: ScheduleDeps): Promise<ScheduleState | null> {
  try {
    const state = await deps.queue.checkSchedule(archiveSchedule(deps.archiveEveryMinutes));
    if (state !== 'ours') deps.logger.error({ state }, `archive schedule: ${SCHEDULE_PROBLEM[state]}`);
    return state;
  } catch (error) {
    if (!isQueueUnavailable(error)) throw error;
    deps.logger.warn({ err: error }, 'queue unavailable, the schedule could not be checked');
    return null;
  }
}
