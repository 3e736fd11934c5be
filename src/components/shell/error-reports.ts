import * as sentry from '@sentry/nextjs';
import type { ErrorReportSettings } from '@/lib/shared/account/error-reports';
import { COLLECTED } from '@/lib/shared/sentry/collected-by-sentry';
import { scrubEvent } from '@/lib/shared/sentry/scrub-event';
import { provideReporter } from './report-error';

/** They count visits, which nobody was asked about, and send along what the console says. */
const UNWANTED = ['BrowserSession', 'Console'];
/** A query, or the part after #, of an address of any kind. */
const AFTER_ADDRESS = /((?:https?:\/\/[^\s?#"']*|^\/[^\s?#"']*))[?#][^\s"']*/g;

const scrub = <T>(event: T): T => withoutQueries(scrubEvent(event)) as T;

function withoutQueries(value: unknown): unknown {
  if (typeof value === 'string') return value.replaceAll(AFTER_ADDRESS, '$1');
  if (Array.isArray(value)) return value.map(withoutQueries);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, withoutQueries(member)]));
}

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
      // Where somebody clicked would name what they listen to.
      sentry.breadcrumbsIntegration({ dom: false }),
    ],
    beforeSend: scrub,
    beforeSendTransaction: scrub,
    beforeBreadcrumb: scrub,
  });
  provideReporter((error) => void sentry.captureException(error));
}
