import { err, ok } from '@/lib/shared/result';
import { findRun } from '@/repositories/operations/run-list';
import { scheduleArchive } from '@/services/archival/tick';
import type { Verb } from './verb';

/** Publishes the batches of a run again. */
export const replay: Verb = {
  takes: 'RUN',
  about: 'publish the batches of a run again, e.g. replay 2026-03-02T10:00:00Z',
  run: async (deps, [text = '']) => {
    const at = new Date(text);
    if (!/^\d{4}-\d\d-\d\dT.*Z$/.test(text) || Number.isNaN(at.getTime())) {
      return err(
        `Name a run as "runs" lists it, e.g. 2026-03-02T10:00:00Z${text === '' ? '' : `, not "${text}"`}.`,
      );
    }
    if (!(await findRun(deps.db, at))) return err(`There is no run of ${text}: "runs" lists them.`);
    const { batches, users, pausedUntil } = await scheduleArchive(deps, { scheduledFor: at });
    if (batches === 0 && pausedUntil !== null) {
      return err(`Spotify rate-limits this app until ${pausedUntil}: replay the run afterwards.`);
    }
    return ok(
      `${batches} batch(es) for ${users} listener(s) were published. Listeners who were polled in this run are skipped, and so are ` +
        'batches that were published within the last ten minutes.',
    );
  },
};
