import type { ErrorEvent } from '@sentry/nextjs';
import { systemClock } from '@/lib/clock';
import { createOutageSampler, outageKind } from '@/lib/sentry/outage-sampler';
import { COLLECTED } from '@/lib/shared/sentry/collected-by-sentry';
import { scrubEvent } from '@/lib/shared/sentry/scrub-event';

type Sentry = typeof import('@sentry/nextjs');

// Next compiles the start hook and the routes separately: they share the instance through globalThis.
const SHARED = Symbol.for('audiospective.sentry');
const shared: typeof globalThis & { [SHARED]?: Sentry } = globalThis;

/**
 * Starts Sentry when a DSN is configured; without one the package is not even loaded.
 * @param tracesElsewhere whether a collector of the operator's gets the spans of this process: then Sentry gets errors alone.
 */
export async function startSentry(
  dsn: string | undefined,
  environment: string,
  { tracesElsewhere = false, release }: { tracesElsewhere?: boolean; release?: string } = {},
): Promise<void> {
  if (!dsn || shared[SHARED]) return;
  const loaded = await import('@sentry/nextjs');
  const admits = createOutageSampler(systemClock);
  loaded.init({
    dsn,
    environment,
    ...(release !== undefined && { release }),
    // Spotify and MusicBrainz are told nothing of them.
    tracePropagationTargets: [],
    ...(tracesElsewhere ? { enableOpenTelemetrySetup: false } : { tracesSampleRate: 0.05 }),
    // Whole transactions, not a stream of spans: only transactions pass through the scrubber below.
    traceLifecycle: 'static',
    dataCollection: COLLECTED,
    beforeSend: (event: ErrorEvent, { originalException }) =>
      admits(originalException) ? scrubEvent(event) : null,
    beforeSendTransaction: (event) => scrubEvent(event),
    beforeBreadcrumb: (breadcrumb) => scrubEvent(breadcrumb),
  });
  shared[SHARED] = loaded;
}

/**
 * Sends an unexpected error to Sentry, of outages one of each kind a minute; does nothing when Sentry is off. Never throws.
 */
export function reportError(error: unknown, context: Record<string, string | undefined>): void {
  try {
    const kind = outageKind(error);
    shared[SHARED]?.captureException(error, {
      tags: context,
      ...(kind && { fingerprint: ['outage', kind] }),
    });
  } catch {
    // A failed report must not fail the answer to the listener.
  }
}

/** Gives queued events two seconds to be sent before the process ends. */
export async function flushSentry(): Promise<void> {
  await shared[SHARED]?.flush(2_000);
}
