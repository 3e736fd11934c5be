import { cookies } from 'next/headers';
import { CONSENT_COOKIE, type Consent, readConsent } from '@/lib/shared/account/installation';

/** The answer to the cookie notice that this browser remembers; null before there is one. */
export const browserConsent = async (): Promise<Consent | null> =>
  readConsent((await cookies()).get(CONSENT_COOKIE)?.value);
