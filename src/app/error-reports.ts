import type { Env } from '@/lib/env';
import type { ErrorReportSettings } from '@/lib/shared/account/error-reports';

/** Where browsers report errors after consent; null without a DSN. */
export const errorReports = ({ sentryDsn, sentryRelease, mode }: Env): ErrorReportSettings | null =>
  sentryDsn === undefined ? null : { dsn: sentryDsn, environment: mode, release: sentryRelease ?? null };
