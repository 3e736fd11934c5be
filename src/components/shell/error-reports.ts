import * as sentry from '@sentry/nextjs';
import type { ErrorReportSettings } from '@/lib/shared/account/error-reports';
import { COLLECTED } from '@/lib/shared/sentry/collected-by-sentry';
import { scrubEvent } from '@/lib/shared/sentry/scrub-event';
import { provideReporter } from './report-error';

/** The first counts visits, which nobody agreed to; the second sends what was written to the console. */
const UNWANTED = ['BrowserSession', 'Console'];

/** Starts Sentry in this browser. Call it after consent only; a module of its own, so that nothing of it is loaded before. */
export function startErrorReports({ dsn, environment, release }: ErrorReportSettings): void {
  if (sentry.isInitialized()) return;
  sentry.init({
    dsn,
    environment,
    ...(release !== null && { release }),
    tracesSampleRate: 0.05,
    // Whole transactions, not a stream of spans: only transactions pass through the scrubber below.
    traceLifecycle: 'static',
    dataCollection: COLLECTED,
    integrations: (defaults) => [
      ...defaults.filter(({ name }) => !UNWANTED.includes(name)),
      // The delay after a press is sent as a span of its own, named after what was pressed.
      sentry.browserTracingIntegration({ webVitals: { ignore: ['inp'] } }),
      // Where somebody clicked would name what they listen to.
      sentry.breadcrumbsIntegration({ dom: false }),
    ],
    beforeSend: scrubEvent,
    beforeSendTransaction: scrubEvent,
    beforeBreadcrumb: scrubEvent,
  });
  provideReporter((error) => void sentry.captureException(error));
}
