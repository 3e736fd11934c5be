import { CONSENT_COOKIE, type Consent } from '@/lib/shared/account/installation';
import { DAY } from '@/lib/shared/time';
import { remember } from './remember';

/** Stores the answer to the cookie notice. No cookie is set before. */
export const rememberConsent = (consent: Consent): void => remember(CONSENT_COOKIE, consent, 180 * DAY);
