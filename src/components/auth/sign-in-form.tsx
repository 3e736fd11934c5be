import type { ReactNode } from 'react';
import { ReturnHere } from './return-here';

interface SignInFormProps {
  /** The page to open afterwards, e.g. `/history?q=blink`; the one that shows this form where nothing else is said. */
  returnTo?: string;
  children: ReactNode;
}

/** The way to Spotify's consent page, by our own route, for the first time and for a reconnect alike. */
export const SignInForm = ({ returnTo, children }: SignInFormProps) => (
  <form method="post" action="/api/auth/signin/spotify">
    {returnTo === undefined ? <ReturnHere /> : <input type="hidden" name="callbackUrl" value={returnTo} />}
    {/* The browser's time zone, which `TimeZoneScript` fills in. */}
    <input type="hidden" name="tz" />
    {children}
  </form>
);
