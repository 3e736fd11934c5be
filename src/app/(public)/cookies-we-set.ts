import type { Env } from '@/lib/env';
import { CONSENT_COOKIE, type CookieFact } from '@/lib/shared/account/installation';
import { SEEN_GAPS_COOKIE } from '@/lib/shared/archival/seen-gaps';
import { cookieNames } from '@/middleware/session-cookie';

type Settings = Pick<Env, 'appUrl' | 'webAnalytics' | 'sentryDsn'>;

/** Every cookie that this installation may set, by its exact name; a test holds it against what a sign-in sets. */
export function cookiesWeSet({ appUrl, webAnalytics, sentryDsn }: Settings): CookieFact[] {
  const names = cookieNames(appUrl);
  return [
    {
      name: names.session,
      purpose: 'keeps you signed in',
      lasts: '30 days after your last visit; ends when you sign out',
    },
    { name: names.sessionRenewed, purpose: 'notes that the one above was extended today', lasts: '1 day' },
    {
      name: names.state,
      purpose: 'makes sure that a sign-in that ends here also began here',
      lasts: '15 minutes, during a sign-in',
    },
    {
      name: names.codeVerifier,
      purpose: 'proves to Spotify that the browser that began a sign-in ends it',
      lasts: '15 minutes, during a sign-in',
    },
    {
      name: names.callbackUrl,
      purpose: 'remembers which page to show after a sign-in',
      lasts: 'until you close the browser',
    },
    {
      name: names.csrfToken,
      purpose: 'makes sure that forms come from our own pages',
      lasts: 'until you close the browser',
    },
    {
      name: names.timeZone,
      purpose: 'tells us your time zone when you first sign in, so that your days begin at your midnight',
      lasts: '1 hour, from pressing the sign-in button',
    },
    SEEN_GAPS,
    ...(webAnalytics || sentryDsn !== undefined ? [CONSENT] : []),
  ];
}

const CONSENT: CookieFact = {
  name: CONSENT_COOKIE,
  purpose: 'remembers your answer about the reports of your browser',
  lasts: '180 days',
};

const SEEN_GAPS: CookieFact = {
  name: SEEN_GAPS_COOKIE,
  purpose: 'remembers which notice of gaps you dismissed',
  lasts: '1 year, from dismissing it',
};
