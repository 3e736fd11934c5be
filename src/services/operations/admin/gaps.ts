import { ok } from '@/lib/shared/result';
import { listAllOpenGaps } from '@/repositories/operations/gap-list';
import { table } from './table';
import type { Verb } from './verb';

const MOST = 200;

/** Where plays may be missing. */
export const gaps: Verb = {
  takes: '',
  about: 'the latest 200 open gaps: where plays may be missing',
  run: async ({ db }) => {
    const rows = await listAllOpenGaps(db, MOST);
    if (rows.length === 0) return ok('No gap is open.');
    const text = table(
      ['LISTENER', 'FROM', 'TO', 'AT MOST MISSING', 'NOTICED'],
      rows.map((gap) => [`${gap.userId}`, gap.from, gap.to, gap.missedAtMost, gap.openedAt]),
    );
    return ok(`${text}\n\nAn import of the listener's extended streaming history closes a gap.`);
  },
};
