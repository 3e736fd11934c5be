import { err, ok } from '@/lib/shared/result';
import { listListeners } from '@/repositories/operations/listener-list';
import { table } from './table';
import type { Verb } from './verb';

const PAGE = 200;

/** All listeners, 200 at a time. */
export const listeners: Verb = {
  takes: '[AFTER-ID]',
  about: 'all listeners with the state of their connection',
  run: async ({ db, clock }, [after = '0']) => {
    if (!/^\d{1,9}$/.test(after))
      return err(
        `"${after}" is not the number of a listener: give the one after which the list goes on, or none.`,
      );
    const rows = await listListeners(db, { afterId: Number(after), limit: PAGE, now: clock.now() });
    if (rows.length === 0) return ok('There are no listeners here.');
    const text = table(
      ['ID', 'NAME', 'STATE', 'LAST POLL', 'PLAYS', 'OPEN GAPS'],
      rows.map((row) => [`${row.id}`, row.name, row.state, row.lastPolledAt, row.plays, row.openGaps]),
    );
    return ok(rows.length < PAGE ? text : `${text}\n\nMore: npm run admin -- listeners ${rows.at(-1)?.id}`);
  },
};
