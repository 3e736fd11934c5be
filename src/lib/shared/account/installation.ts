/** What the legal pages say about this installation; all of it follows from the configuration. */
export interface Installation {
  operator: Operator;
  /** Where people reach it, e.g. `archive.example.org`. */
  host: string;
  everyMinutes: number;
  /** How far back the history of a listener's connection goes. */
  connectionHistoryDays: number;
  cookies: CookieFact[];
  recipients: Recipient[];
  /** Whether visitors are asked if page views may be counted. */
  webAnalytics: boolean;
  /** Whether they are asked if their browser may report errors. */
  browserErrors: boolean;
}

export interface Operator {
  name: string | null;
  /** An e-mail address or a web address. */
  contact: string | null;
}

/** A cookie that this installation sets. */
export interface CookieFact {
  name: string;
  purpose: string;
  lasts: string;
}

/** A third party, and the data that it gets. */
export interface Recipient {
  name: string;
  what: string;
  /** The address of its own privacy policy. */
  url: string;
}

/** Stores the answer to the cookie notice; set by the browser. */
export const CONSENT_COOKIE = 'analytics-consent';

export type Consent = 'granted' | 'denied';

/** The cookie's values; any other value counts as no answer yet. */
export const readConsent = (value: string | undefined): Consent | null =>
  value === 'granted' || value === 'denied' ? value : null;
