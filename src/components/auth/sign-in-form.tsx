import type { ReactNode } from 'react';
import { ReturnHere } from './return-here';

interface SignInFormProps {
  /** The page to open afterwards, e.g. `/history?q=blink`; by default the page with this form. */
  returnTo?: string;
  children: ReactNode;
}

/** Starts a sign-in or a reconnect: leads to Spotify's consent page by our own route. */
export const SignInForm = ({ returnTo, children }: SignInFormProps) => (
  <form method="post" action="/api/auth/signin/spotify">
    {returnTo === undefined ? <ReturnHere /> : <input type="hidden" name="callbackUrl" value={returnTo} />}
    {/* The browser's time zone, which `TimeZoneScript` fills in. */}
    <input type="hidden" name="tz" />
    {children}
  </form>
);
