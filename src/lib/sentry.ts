import type { ErrorEvent } from '@sentry/nextjs';
import { scrubEvent } from '@/lib/sentry-scrub';

type Sentry = typeof import('@sentry/nextjs');

// Next compiles the start hook and the routes apart: what one starts, the other must find.
const SHARED = Symbol.for('audiospective.sentry');
const shared: typeof globalThis & { [SHARED]?: Sentry } = globalThis;

/** Starts Sentry when a DSN is configured; without one the package is not even loaded. */
export async function startSentry(dsn: string | undefined, environment: string): Promise<void> {
  if (!dsn || shared[SHARED]) return;
  const loaded = await import('@sentry/nextjs');
  loaded.init({
    dsn,
    environment,
    tracesSampleRate: 0.05,
    // Whole transactions, not a stream of spans: only these pass through the scrubber below.
    traceLifecycle: 'static',
    beforeSend: (event: ErrorEvent) => scrubEvent(event),
    beforeSendTransaction: (event) => scrubEvent(event),
    beforeBreadcrumb: (breadcrumb) => scrubEvent(breadcrumb),
  });
  shared[SHARED] = loaded;
}

/** Hands an unexpected error to Sentry; does nothing when Sentry is off. Never throws. */
export function reportError(error: unknown, context: Record<string, string | undefined>): void {
  try {
    shared[SHARED]?.captureException(error, { tags: context });
  } catch {
    // The report is a courtesy; the answer to the listener is not.
  }
}

/** Gives what is still queued two seconds to leave before the process ends. */
export async function flushSentry(): Promise<void> {
  await shared[SHARED]?.flush(2_000);
}
