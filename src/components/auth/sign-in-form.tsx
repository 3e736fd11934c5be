import type { ReactNode } from 'react';

/** The way to Spotify's consent page, by our own route, for the first time and for a reconnect alike. */
export const SignInForm = ({ children }: { children: ReactNode }) => (
  <form method="post" action="/api/auth/signin/spotify">
    <input type="hidden" name="callbackUrl" value="/dashboard" />
    {/* The browser's time zone, which a script of the landing page fills in. */}
    <input type="hidden" name="tz" />
    {children}
  </form>
);
