/** Where a visitor's browser reports errors, once they agreed. */
export interface ErrorReportSettings {
  /** Sentry's address for this installation; public by its nature. */
  dsn: string;
  environment: string;
  /** The version that made the error; null when it has no name. */
  release: string | null;
}
