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
      what: 'sends this server your profile and your latest plays, with the access you granted; your browser loads cover art from it',
      url: 'https://www.spotify.com/legal/privacy-policy/',
    },
    onVercel && {
      name: 'Vercel Inc., San Francisco',
      what: 'runs the web server; every request and response passes through it',
      url: 'https://vercel.com/legal/privacy-policy',
    },
    kv.driver === 'upstash' && {
      name: 'Upstash Inc., Sunnyvale (Redis)',
      what: 'caches statistics for up to 6 hours and what you are playing for a minute; keeps your account number in records of finished jobs for up to 25 hours, and request counts by account or network address for a few seconds',
      url: 'https://upstash.com/trust/privacy.pdf',
    },
    queue.driver === 'qstash' && {
      name: 'Upstash Inc., Sunnyvale (QStash)',
      what: 'delivers the messages that say which accounts to sync next: account and request numbers, never names or plays',
      url: 'https://upstash.com/trust/privacy.pdf',
    },
    sentryDsn !== undefined && {
      name: 'Functional Software Inc., San Francisco (Sentry)',
      what: 'receives reports of errors on our server and, if you agree, in your browser: what failed and on which page, never what you sent, your network address, keys or cookies',
      url: 'https://sentry.io/privacy/',
    },
    musicbrainz !== undefined && {
      name: 'MetaBrainz Foundation, San Luis Obispo (MusicBrainz)',
      what: 'is asked for the genres of artists for whom Spotify has none; it learns which artists are played here, but not by whom',
      url: 'https://metabrainz.org/privacy',
    },
  ];
  return all.filter((recipient) => typeof recipient === 'object');
}
