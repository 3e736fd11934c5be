import { type Runtime, runtime } from '@/lib/build-deps';
import type { Deps } from '@/lib/deps';
import { EnvironmentError, env } from '@/lib/env';
import { prepareIncomingRequests } from '@/lib/incoming-requests';
import { startLocalWorker } from '@/lib/queue/local-worker';
import { startLoop } from '@/lib/queue/loop';
import { flushSentry, reportError, startSentry } from '@/lib/sentry/sentry';
import { MINUTE, SECOND } from '@/lib/shared/time';
import { startTracing } from '@/lib/tracing/tracing';
import { watchRequests } from '@/lib/watch-requests';
import { archiveSchedule } from '@/services/archival/schedule';
import { resumeStalledWork } from '@/services/chunked-work';
import { resumeImports } from '@/services/import/resume-imports';
import { drainOutbox } from '@/services/queue-outbox';

/** Starts what a server process does beside answering: checks its environment first, and refuses to start without. */
export async function start(): Promise<void> {
  stopUnlessUsable();
  const current = runtime();
  watchRequests(current.deps.logger);
  prepareIncomingRequests();
  const { sentryDsn, sentryRelease: release, otlpEndpoint, mode } = current.env;
  const stopTracing = await startTracing(otlpEndpoint);
  await startSentry(sentryDsn, mode, { tracesElsewhere: otlpEndpoint !== undefined, release });
  void untilItWorks(current, 'schedule could not be stored', ({ queue, archiveEveryMinutes }) =>
    queue.schedule(archiveSchedule(archiveEveryMinutes)),
  );
  void untilItWorks(current, 'unfinished imports could not be resumed', resumeImports);
  void untilItWorks(current, 'stalled work could not be resumed', resumeStalledWork);
  const worker = current.localQueue ? startLocalWorker(current.localQueue) : null;
  const outbox = startLoop('publish stored queue messages', MINUTE, current.deps.logger, async () => {
    await drainOutbox(current.deps);
    return false;
  });
  const stop = async () => {
    // Next ends the process once the last answer is sent: what waits to be sent elsewhere goes first.
    await Promise.allSettled([stopTracing(), flushSentry(), worker?.stop(), outbox.stop()]);
    await Promise.allSettled([
      current.localQueue?.close(),
      current.deps.db.$disconnect(),
      current.statisticsDb.$disconnect(),
    ]);
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
}

/** An error that no route or page caught, as Next reports it. */
export function logRequestError(
  error: unknown,
  path: string,
  headers: NodeJS.Dict<string | string[]>,
  route: string,
): void {
  const requestId = [headers['x-request-id']].flat()[0];
  runtime().deps.logger.error({ err: error, path: path.split('?')[0], route, requestId }, 'page failed');
  reportError(error, { requestId, route });
}

function stopUnlessUsable(): void {
  try {
    env();
  } catch (error) {
    if (!(error instanceof EnvironmentError)) throw error;
    console.error(`\n${error.message}\n\nEvery variable is explained in .env.example.\n`);
    process.exit(1);
  }
}

/** While database or queue cannot be reached, tries again for ever. */
async function untilItWorks(
  { deps }: Runtime,
  failure: string,
  work: (deps: Deps) => Promise<unknown>,
): Promise<void> {
  for (let waitMs = SECOND; ; waitMs = Math.min(2 * waitMs, 5 * MINUTE)) {
    try {
      await work(deps);
      return;
    } catch (error) {
      deps.logger.warn({ err: error, waitMs }, `${failure}, retrying`);
      await deps.clock.sleep(waitMs);
    }
  }
}
