import { CONSENT_COOKIE, type Consent } from '@/lib/shared/account/installation';
import { DAY, SECOND } from '@/lib/shared/time';

const HALF_A_YEAR_SECONDS = (180 * DAY) / SECOND;

/** Stores the answer to the cookie notice. No cookie is set before. */
export function rememberConsent(consent: Consent): void {
  const secure = location.protocol === 'https:' ? '; secure' : '';
  document.cookie = `${CONSENT_COOKIE}=${consent}; path=/; max-age=${HALF_A_YEAR_SECONDS}; samesite=lax${secure}`;
}
