import { cookiesWeSet } from '@/app/(public)/cookies-we-set';
import type { Env } from '@/lib/env';
import type { Installation, Recipient } from '@/lib/shared/account/installation';
import { DAY } from '@/lib/shared/time';

/** What the legal pages say about an installation that is configured so. */
export function describeInstallation(settings: Env): Installation {
  return {
    operator: settings.operator,
    host: new URL(settings.appUrl).host,
    everyMinutes: settings.archiveEveryMinutes,
    connectionHistoryDays: settings.retention.breakerEventsMs / DAY,
    cookies: cookiesWeSet(settings),
    recipients: recipientsOf(settings),
    webAnalytics: settings.webAnalytics,
    browserErrors: settings.sentryDsn !== undefined,
  };
}

/** The other parties that this configuration brings in. */
function recipientsOf({ kv, queue, sentryDsn, musicbrainz, onVercel }: Env): Recipient[] {
  const all: (Recipient | false | undefined)[] = [
    {
      name: 'Spotify AB, Stockholm',
      what: 'is asked for your profile and your latest plays, with the keys that you allowed us to hold; your browser loads cover pictures from it',
      url: 'https://www.spotify.com/legal/privacy-policy/',
    },
    onVercel && {
      name: 'Vercel Inc., San Francisco',
      what: 'runs the web server: every request and answer passes through it',
      url: 'https://vercel.com/legal/privacy-policy',
    },
    kv.driver === 'upstash' && {
      name: 'Upstash Inc., Sunnyvale (Redis)',
      what: 'holds computed statistics for up to 6 hours, what you are playing now for a minute, the number of your account in marks of finished work for up to 25 hours, and counts of requests by account or network address for seconds',
      url: 'https://upstash.com/trust/privacy.pdf',
    },
    queue.driver === 'qstash' && {
      name: 'Upstash Inc., Sunnyvale (QStash)',
      what: 'carries the messages that name the accounts to poll next: numbers of accounts and requests, never names or plays',
      url: 'https://upstash.com/trust/privacy.pdf',
    },
    sentryDsn !== undefined && {
      name: 'Functional Software Inc., San Francisco (Sentry)',
      what: 'gets reports of errors on our server, and in your browser if you agree: what failed and on which page, without what you sent, your address, keys or cookies',
      url: 'https://sentry.io/privacy/',
    },
    musicbrainz !== undefined && {
      name: 'MetaBrainz Foundation, San Luis Obispo (MusicBrainz)',
      what: 'is asked for the genres of artists for whom Spotify gives none; it learns which artists are played here, not by whom',
      url: 'https://metabrainz.org/privacy',
    },
  ];
  return all.filter((recipient) => typeof recipient === 'object');
}
