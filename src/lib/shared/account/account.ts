import type { Connection } from '@/lib/shared/analytics/dashboard';

export const THEMES = ['system', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

/** The choices of how numbers and dates are written; without a choice it is the browser's language. */
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

/** Everything of `/me` that belongs to the account itself. Instants are ISO 8601 UTC. */
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
  authorizedAt: string | null;
  settings: AccountSettings;
  sessions: AccountSession[];
}

export interface AccountSettings {
  timeZone: string;
  /** Null follows the browser. */
  locale: string | null;
  theme: Theme;
}

export interface AccountSession {
  /** Opens nothing: the beginning of what is stored of the cookie's fingerprint. */
  id: string;
  startedAt: string;
  /** To a day: a visit is noted once a day. */
  lastSeenAt: string;
  expiresAt: string;
  /** The one that asks. */
  isCurrent: boolean;
}
