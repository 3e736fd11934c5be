import type { ErrorEvent } from '@sentry/nextjs';
import { scrubEvent } from '@/lib/sentry-scrub';

type Sentry = typeof import('@sentry/nextjs');

// Next compiles the start hook and the routes separately: they share the instance through globalThis.
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
    // Whole transactions, not a stream of spans: only transactions pass through the scrubber below.
    traceLifecycle: 'static',
    beforeSend: (event: ErrorEvent) => scrubEvent(event),
    beforeSendTransaction: (event) => scrubEvent(event),
    beforeBreadcrumb: (breadcrumb) => scrubEvent(breadcrumb),
  });
  shared[SHARED] = loaded;
}

/** Sends an unexpected error to Sentry; does nothing when Sentry is off. Never throws. */
export function reportError(error: unknown, context: Record<string, string | undefined>): void {
  try {
    shared[SHARED]?.captureException(error, { tags: context });
  } catch {
    // A failed report must not fail the answer to the listener.
  }
}

/** Gives queued events two seconds to be sent before the process ends. */
export async function flushSentry(): Promise<void> {
  await shared[SHARED]?.flush(2_000);
}
