import type { Deps } from '@/lib/deps';
import { isQueueUnavailable, type ScheduleState } from '@/lib/queue/queue';
import { MINUTE } from '@/lib/shared/time';
import { findLatestRun } from '@/repositories/archival/archive-run-repository';
import { archiveSchedule } from '@/services/archival/schedule';
import { type Finding, fine, problem, warning } from './finding';

/** A tick may come this late. */
const GRACE_MS = 5 * MINUTE;

export type ScheduleDeps = Pick<Deps, 'db' | 'queue' | 'clock' | 'archiveEveryMinutes'>;

const START = 'Start the server, or restart it: each start stores the schedule.';

const FINDINGS: Readonly<Record<ScheduleState, Finding>> = {
  ours: fine('The queue has the schedule, and it calls this installation.'),
  missing: problem('The queue has no schedule, so nothing starts a poll.', START),
  changed: problem('The schedule is paused, or has other times than this installation.', START),
  taken: problem(
    'The schedule calls another address: another installation has the same name.',
    'Give each installation an INSTALLATION of its own, and restart both.',
  ),
};

/** Whether the schedule of the polls is there and ours, and whether its last tick came. */
export async function checkSchedule(deps: ScheduleDeps): Promise<Finding[]> {
  return [...(await stored(deps)), await lastTick(deps)];
}

async function stored({ queue, archiveEveryMinutes }: ScheduleDeps): Promise<Finding[]> {
  try {
    return [FINDINGS[await queue.checkSchedule(archiveSchedule(archiveEveryMinutes))]];
  } catch (error) {
    // That the queue does not answer is a finding of its own check.
    if (isQueueUnavailable(error)) return [];
    throw error;
  }
}

async function lastTick({ db, clock, archiveEveryMinutes }: ScheduleDeps): Promise<Finding> {
  const run = await findLatestRun(db);
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
    `The last tick was for ${at}, ${minutes} minutes ago. Spotify remembers 50 plays: later ones are being lost.`,
    'Start the server if it is down. If it runs, its log says "archive tick" or why none came.',
  );
}
