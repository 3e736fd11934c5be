import type { Deps } from '@/lib/deps';
import { isQueueUnavailable } from '@/lib/queue/queue';
import { MINUTE } from '@/lib/shared/time';
import { findLatestRun } from '@/repositories/archival/archive-run-repository';
import { archiveSchedule, SCHEDULE_PROBLEMS } from '@/services/archival/schedule';
import { type Finding, fine, problem, warning } from './finding';

/** A tick may come this late. */
const GRACE_MS = 5 * MINUTE;

export type ScheduleDeps = Pick<Deps, 'db' | 'queue' | 'clock' | 'archiveEveryMinutes'>;

/** Whether the schedule of the polls is there and ours, and whether its last tick came. */
export async function checkSchedule(deps: ScheduleDeps): Promise<Finding[]> {
  return [...(await stored(deps)), await lastTick(deps)];
}

async function stored({ queue, archiveEveryMinutes }: ScheduleDeps): Promise<Finding[]> {
  try {
    const state = await queue.checkSchedule(archiveSchedule(archiveEveryMinutes));
    if (state === 'ours') return [fine('The queue has the schedule, and it calls this installation.')];
    const { what, remedy } = SCHEDULE_PROBLEMS[state];
    return [problem(what, remedy)];
  } catch (error) {
    // That the queue does not answer is a finding of its own check.
    if (isQueueUnavailable(error)) return [];
    throw error;
  }
}

async function lastTick({ db, clock, archiveEveryMinutes }: ScheduleDeps): Promise<Finding> {
  const run = await findLatestRun(db, clock.now());
  if (!run) {
    return warning(
      'No scheduled poll has run yet.',
      'Leave the server running over a full hour, then look again.',
    );
  }
  const at = run.scheduledFor.toISOString();
  const age = clock.now().getTime() - run.scheduledFor.getTime();
  if (age <= archiveEveryMinutes * MINUTE + GRACE_MS) return fine(`The last tick was for ${at}.`);
  const minutes = Math.floor(age / MINUTE);
  return problem(
    `The last tick was for ${at}, ${minutes} minutes ago. Spotify remembers only the last 50 plays: more than that are lost.`,
    'Start the server if it is down. If it runs, its log says "archive tick" or why none came.',
  );
}
