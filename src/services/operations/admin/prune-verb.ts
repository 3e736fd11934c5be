import { ok } from '@/lib/shared/result';
import { prune, WHOLE_PRUNING } from '@/services/operations/prune';
import { table } from './table';
import type { Verb } from './verb';

/** Deletes now, and wholly, what the daily cleanup would. */
export const pruneVerb: Verb = {
  takes: '',
  about: 'delete what was kept as long as the settings KEEP_… say; never a play',
  run: async (deps) => {
    const pruned = await prune(deps, WHOLE_PRUNING);
    return ok(
      table(
        ['DELETED', 'ROWS'],
        [
          ['requested syncs', pruned.requests],
          ['scheduled runs', pruned.runs],
          ['changes of connections', pruned.breakerEvents],
          ['rejected items', pruned.rejectedItems],
          ['origins that no play names', pruned.origins],
        ],
      ),
    );
  },
};
