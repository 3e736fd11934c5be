import { Gauge, Registry } from 'prom-client';
import { type PoolFigures, poolFigures, type RootDatabase } from '@/lib/db/client';
import type { Deps } from '@/lib/deps';
import { metrics } from '@/lib/metrics';
import type { QueueFigures } from '@/lib/queue/queue';
import { LARGEST_ID } from '@/lib/shared/largest-id';
import { MINUTE, SECOND } from '@/lib/shared/time';
import { findLatestPublishedRun } from '@/repositories/archival/archive-run-repository';
import { countWaiting } from '@/repositories/archival/polled-listener-repository';
import { type ArchiveFigures, readArchiveFigures } from '@/repositories/metrics-repository';
import { countStoredMessages } from '@/repositories/queue-outbox-repository';
import { BATCH_SIZE } from '@/services/archival/tick';

type MetricsDeps = Pick<Deps, 'db' | 'queue' | 'clock' | 'logger' | 'archiveEveryMinutes'>;

export interface Exposition {
  contentType: string;
  text: string;
}

/**
 * All metrics in Prometheus' text format: those of this process, and what database and queue say of the whole installation,
 * which every process answers alike. What does not answer is left out, and counted in `audiospective_scrape_failures`.
 */
export async function exposeMetrics(deps: MetricsDeps, statisticsDb: RootDatabase): Promise<Exposition> {
  const now = deps.clock.now();
  const [archive, queue, outbox] = await Promise.all([
    attempt(deps, 'database', async () => ({
      figures: await readArchiveFigures(deps.db, now),
      waiting: await findWaiting(deps, now),
    })),
    attempt(deps, 'queue', () => deps.queue.inspect()),
    attempt(deps, 'outbox', () => countStoredMessages(deps.db)),
  ]);
  const seen = new Registry();
  const set = gauges(seen);
  if (archive) {
    setArchive(set, archive.figures, now);
    setWaiting(set, archive.waiting, now);
  }
  if (queue) setQueue(set, queue, now);
  if (outbox) {
    set('outbox_messages', 'Messages that the queue has not taken yet.', outbox.waiting);
    const help = 'Seconds since the oldest of them was stored; 0 without any.';
    set('outbox_oldest_message_age_seconds', help, ageOf(outbox.since, now));
  }
  setPools(set, { main: poolFigures(deps.db), statistics: poolFigures(statisticsDb) });
  const failures = [archive, queue, outbox].filter((part) => part === null).length;
  set('scrape_failures', 'Parts of this answer that could not be read.', failures);
  const all = Registry.merge([metrics().registry, seen]);
  return { contentType: all.contentType, text: await all.metrics() };
}

type Values = number | Record<string, number>;
type SetGauge = (name: string, help: string, values: Values, label?: string) => void;

/** Gauges of one answer. The registry is new each time, so that no outdated value remains. */
const gauges =
  (registry: Registry): SetGauge =>
  (name, help, values, label) => {
    const registers = [registry];
    const labelNames = label === undefined ? [] : [label];
    const gauge = new Gauge({ name: `audiospective_${name}`, help, labelNames, registers });
    if (typeof values === 'number') gauge.set(values);
    else for (const [value, number] of Object.entries(values)) gauge.set({ [label ?? '']: value }, number);
  };

function setArchive(set: SetGauge, figures: ArchiveFigures, now: Date): void {
  // Counting those that do not count, too, would read all rows of play_events.
  const counted =
    'Plays that statistics count: a listener’s limit or exclusions lower it, and nothing is lost.';
  set('counted_plays', counted, figures.countedPlays);
  const polled =
    'Plays that polls archived, of the runs and requested syncs that are kept (KEEP_…_DAYS); those of imports are import_rows.';
  set('polled_plays', polled, figures.newPlays);
  set('polls', 'Polls of the scheduled runs that are kept, by outcome.', figures.polls, 'outcome');
  set('gaps_open', 'Gaps that neither late plays nor an import closed.', figures.openGaps);
  set('gap_plays_missing_max', 'The most plays that may be missing in open gaps.', figures.missedPlaysAtMost);
  set('listeners', 'Listeners by the state of their breaker.', figures.listeners, 'state');
  set('import_rows', 'Rows of all imports by what became of them.', figures.importRows, 'outcome');
  set('imports_unfinished', 'Imports under way.', figures.unfinishedImports);
  if (figures.lastTickAt === null) return;
  const lag = Math.max(0, now.getTime() / SECOND - figures.lastTickAt);
  set('tick_lag_seconds', 'Seconds since the scheduled time of the last tick.', lag);
}

interface Waiting {
  listeners: number;
  /** When the first of them was due; null where none waits. */
  since: Date | null;
}

const NOBODY: Waiting = { listeners: 0, since: null };
/** Allows for listeners who disconnected since the tick: each moves those behind up, in front of their batch. */
const MOVED_UP = 10;

/**
 * The listeners of the newest run whose batch is due and who were not polled yet: from the database, because QStash does not
 * report its backlog. The batches are spread over the time until the next tick.
 */
async function findWaiting({ db, archiveEveryMinutes }: MetricsDeps, now: Date): Promise<Waiting> {
  const run = await findLatestPublishedRun(db, now);
  if (!run?.publishedAt) return NOBODY;
  const publishedAt = run.publishedAt.getTime();
  const room = run.scheduledFor.getTime() + archiveEveryMinutes * MINUTE - publishedAt;
  const batches = Math.max(1, run.batches);
  const apart = Math.max(1, room / batches);
  const begun = Math.floor((now.getTime() - publishedAt) / apart) + 1;
  const due = begun < batches ? begun * BATCH_SIZE - MOVED_UP : LARGEST_ID;
  const { listeners, firstPlace } = await countWaiting(db, run.scheduledFor, due);
  if (firstPlace === null) return NOBODY;
  const batch = Math.min(batches - 1, Math.floor((firstPlace + MOVED_UP) / BATCH_SIZE));
  return { listeners, since: new Date(publishedAt + batch * apart) };
}

function setWaiting(set: SetGauge, { listeners, since }: Waiting, now: Date): void {
  set(
    'run_listeners_waiting',
    'Listeners of the newest run whose poll is due and was not tried yet.',
    listeners,
  );
  const help = 'Seconds since the first of them was due; 0 without any.';
  set('run_oldest_wait_seconds', help, ageOf(since, now));
}

function setQueue(set: SetGauge, figures: QueueFigures, now: Date): void {
  set(
    'queue_dead_letters',
    'Messages that no attempt could deliver; at most 100 by QStash.',
    figures.deadLetters,
  );
  if (figures.due === null) return;
  set('queue_messages_due', 'Messages that wait for their delivery and are due.', figures.due);
  const help = 'Seconds since the oldest of them was due; 0 without any.';
  set('queue_oldest_message_age_seconds', help, ageOf(figures.oldestDueAt, now));
}

function setPools(set: SetGauge, pools: Record<string, PoolFigures>): void {
  const by = (figure: keyof PoolFigures) =>
    Object.fromEntries(Object.entries(pools).map(([name, figures]) => [name, figures[figure]]));
  set('database_connections', 'Connections of this process.', by('open'), 'pool');
  set('database_connections_idle', 'Those that nobody uses.', by('idle'), 'pool');
}

const ageOf = (since: Date | null, now: Date): number =>
  since === null ? 0 : Math.max(0, (now.getTime() - since.getTime()) / SECOND);

async function attempt<T>(
  { logger }: Pick<Deps, 'logger'>,
  part: string,
  read: () => Promise<T>,
): Promise<T | null> {
  try {
    return await read();
  } catch (error) {
    logger.warn({ err: error, part }, 'metrics could not be read');
    return null;
  }
}
