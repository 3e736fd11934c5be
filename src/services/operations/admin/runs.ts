import { ok } from '@/lib/shared/result';
import { listRuns } from '@/repositories/operations/run-list';
import { table } from './table';
import type { Verb } from './verb';

const DAY_OF_RUNS = 24;

/** The newest scheduled runs and their results. */
export const runs: Verb = {
  takes: '',
  about: 'the last 24 scheduled runs and their results',
  run: async ({ db }) => {
    const rows = await listRuns(db, DAY_OF_RUNS);
    if (rows.length === 0)
      return ok('No scheduled run yet: the first comes at the next full hour of a running server.');
    return ok(
      table(
        ['RUN', 'TICKS', 'MISSED', 'LISTENERS', 'OK', 'SKIPPED', 'FAILED', 'NEW PLAYS', 'GAPS', 'LAST BATCH'],
        rows.map((run) => [
          run.scheduledFor,
          run.ticks,
          run.missedBefore,
          run.users,
          run.successful,
          run.skipped,
          run.failed,
          run.newPlays,
          run.gapsOpened,
          run.lastBatchAt,
        ]),
      ),
    );
  },
};
