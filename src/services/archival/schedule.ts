import type { Deps } from '@/lib/deps';
import { isQueueUnavailable, type QueueSchedule, type ScheduleState } from '@/lib/queue/queue';

type ScheduleDeps = Pick<Deps, 'queue' | 'logger' | 'archiveEveryMinutes'>;

/** The archive's schedule, in five-field cron, UTC. */
export function archiveSchedule(everyMinutes: number): QueueSchedule {
  const cron = everyMinutes === 60 ? '0 * * * *' : `*/${everyMinutes} * * * *`;
  return { id: 'archive', cron, path: '/api/cron/archive' };
}

const START = 'Start the server, or restart it: each start stores the schedule.';

/** What may become of the schedule, and what to do about it. */
export const SCHEDULE_PROBLEMS: Readonly<
  Record<Exclude<ScheduleState, 'ours'>, { what: string; remedy: string }>
> = {
  missing: { what: 'The queue has no schedule, so nothing starts a poll.', remedy: START },
  changed: { what: 'The schedule is paused, or has other times than this installation.', remedy: START },
  taken: {
    what: 'The schedule calls another address: another installation has the same name.',
    remedy: 'Give each installation an INSTALLATION of its own, and restart both.',
  },
};

/** Checks whether the queue still has our schedule, and logs when not; null while the queue does not answer. */
export async function noticeSchedule(deps: ScheduleDeps): Promise<ScheduleState | null> {
  try {
    const state = await deps.queue.checkSchedule(archiveSchedule(deps.archiveEveryMinutes));
    if (state !== 'ours') {
      const { what, remedy } = SCHEDULE_PROBLEMS[state];
      deps.logger.error({ state }, `archive schedule: ${what} ${remedy}`);
    }
    return state;
  } catch (error) {
    if (!isQueueUnavailable(error)) throw error;
    deps.logger.warn({ err: error }, 'queue unavailable, the schedule could not be checked');
    return null;
  }
}
