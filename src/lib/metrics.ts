import { Counter, Histogram, Registry } from 'prom-client';

/** What this process counts itself; none of it names a listener. */
export interface Metrics {
  registry: Registry;
  requestSeconds: Histogram<'method' | 'route' | 'status'>;
  spotifyPauses: Counter<'reason'>;
  refreshFailures: Counter<'reason'>;
  cacheAnswers: Counter<'outcome'>;
  connectionWaitSeconds: Histogram<'pool'>;
}

const BUCKETS_SECONDS = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

function createMetrics(): Metrics {
  const registry = new Registry();
  const registers = [registry];
  return {
    registry,
    requestSeconds: new Histogram({
      name: 'audiospective_http_request_duration_seconds',
      help: 'Time from the first byte of a request to the end of its answer.',
      labelNames: ['method', 'route', 'status'],
      buckets: BUCKETS_SECONDS,
      registers,
    }),
    spotifyPauses: new Counter({
      name: 'audiospective_spotify_pauses_total',
      help: 'Answers of Spotify that pause all calls: rate_limited and quota_exceeded are 429s.',
      labelNames: ['reason'],
      registers,
    }),
    refreshFailures: new Counter({
      name: 'audiospective_token_refresh_failures_total',
      help: 'Tokens that Spotify did not refresh.',
      labelNames: ['reason'],
      registers,
    }),
    cacheAnswers: new Counter({
      name: 'audiospective_cache_answers_total',
      help: 'Statistics by how they were found: hit, miss, or shared with a computation under way.',
      labelNames: ['outcome'],
      registers,
    }),
    connectionWaitSeconds: new Histogram({
      name: 'audiospective_database_connection_wait_seconds',
      help: 'Time until a statement or transaction got a database connection, or gave up.',
      labelNames: ['pool'],
      buckets: BUCKETS_SECONDS,
      registers,
    }),
  };
}

// Next compiles the start hook and the routes separately: they count together through globalThis.
const SHARED = Symbol.for('audiospective.metrics');
const shared: typeof globalThis & { [SHARED]?: Metrics } = globalThis;

/** The metrics of this process. */
export function metrics(): Metrics {
  shared[SHARED] ??= createMetrics();
  return shared[SHARED];
}
