import { ok } from '@/lib/shared/result';
import { table } from './table';
import type { Verb } from './verb';

const MOST = 100;
const SHOWN = 60;

/** Messages that no attempt could deliver. */
export const deadLetters: Verb = {
  takes: '',
  about: 'the latest 100 messages that no attempt could deliver',
  run: async ({ queue }) => {
    const letters = await queue.deadLetters(MOST);
    if (letters.length === 0) return ok('There are no dead letters.');
    const text = table(
      ['GIVEN UP', 'PATH', 'BODY', 'LAST ANSWER'],
      letters.map(({ at, path, body, answer }) => [at, path, cut(body), cut(answer)]),
    );
    return ok(
      `${text}\n\nThe server's log says why. A run whose batches are among them can be repeated: npm run admin -- replay RUN`,
    );
  },
};

const cut = (text: string): string => (text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text);
