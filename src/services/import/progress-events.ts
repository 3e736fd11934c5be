import type { Deps } from '@/lib/deps';
import type { ImportJobView } from '@/lib/shared/import/import-job';
import { MINUTE, SECOND } from '@/lib/shared/time';
import { readImport } from './job-view';

/** How often the database is asked. */
const EVERY_MS = SECOND;
/** How long a connection stays open; the browser then opens the next one by itself. */
const LIFE_MS = 5 * MINUTE;

/**
 * An import's progress as server-sent events: `progress` with an ImportJobView whenever it changed, and `end` with the
 * last one. Each event has the whole state, so that a browser that connects again misses nothing. Null when the import does not exist or belongs to another listener.
 */
export async function importEvents(
  deps: Pick<Deps, 'db' | 'clock'>,
  userId: number,
  id: number,
): Promise<AsyncGenerator<string> | null> {
  const first = await readImport(deps, userId, id);
  return first && follow(deps, userId, first);
}

async function* follow(
  deps: Pick<Deps, 'db' | 'clock'>,
  userId: number,
  first: ImportJobView,
): AsyncGenerator<string> {
  const until = deps.clock.now().getTime() + LIFE_MS;
  yield 'retry: 2000\n\n';
  let lastText = '';
  let job: ImportJobView | null = first;
  while (job) {
    const text = JSON.stringify(job);
    // A comment keeps proxies from closing an idle connection.
    yield text === lastText
      ? ': still running\n\n'
      : `id: ${job.rowsDone}\nevent: progress\ndata: ${text}\n\n`;
    lastText = text;
    if (job.status === 'succeeded' || job.status === 'failed') {
      yield `event: end\ndata: ${text}\n\n`;
      return;
    }
    if (deps.clock.now().getTime() >= until) return;
    await deps.clock.sleep(EVERY_MS);
    job = await readImport(deps, userId, first.id);
  }
}
