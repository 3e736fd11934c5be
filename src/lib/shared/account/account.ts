import type { Connection } from '@/lib/shared/analytics/dashboard';
import type { ConnectionEvent } from '@/lib/shared/archival/breaker-events';
import type { RejectedCount } from '@/lib/shared/archival/rejected-items';

export const THEMES = ['system', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

/** The choices for the format of numbers and dates; without one, the browser's language decides. */
export const LOCALES = [
  'cs-CZ',
  'da-DK',
  'de-AT',
  'de-CH',
  'de-DE',
  'en-AU',
  'en-CA',
  'en-GB',
  'en-IN',
  'en-US',
  'es-ES',
  'es-MX',
  'fi-FI',
  'fr-CA',
  'fr-FR',
  'hu-HU',
  'id-ID',
  'it-IT',
  'ja-JP',
  'ko-KR',
  'nb-NO',
  'nl-NL',
  'pl-PL',
  'pt-BR',
  'pt-PT',
  'ro-RO',
  'sv-SE',
  'tr-TR',
  'uk-UA',
  'vi-VN',
  'zh-CN',
  'zh-TW',
] as const;

/** The part of `/me` about the account itself. Instants are ISO 8601 UTC. */
export interface Account {
  profile: {
    name: string;
    spotifyId: string;
    email: string | null;
    image: string | null;
    /** Of the first sign-in. */
    since: string;
  };
  connection: Connection;
  /** The newest changes of the connection, newest first. */
  connectionHistory: ConnectionEvent[];
  /** What Spotify listed among the plays and could not be read as one, by reason. */
  rejectedItems: RejectedCount[];
  authorizedAt: string | null;
  settings: AccountSettings;
  sessions: AccountSession[];
}

export interface AccountSettings {
  timeZone: string;
  /** Null follows the browser. */
  locale: string | null;
  theme: Theme;
  /** A play shorter than this is kept and does not count. */
  countsFromMs: number;
}

export interface AccountSession {
  /** A prefix of the stored hash; grants no access. */
  id: string;
  startedAt: string;
  /** Exact to a day: visits are recorded once a day. */
  lastSeenAt: string;
  expiresAt: string;
  /** True for the session of this request. */
  isCurrent: boolean;
}
