'use client';

import type { ReactNode } from 'react';

const ONE_HOUR_SECONDS = 3_600;

/** Remembers the browser's time zone until the listener comes back from Spotify, so that days begin at their midnight. */
function rememberTimeZone() {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  document.cookie = `tz=${encodeURIComponent(zone)}; path=/; max-age=${ONE_HOUR_SECONDS}; samesite=lax`;
}

interface SignInFormProps {
  className?: string;
  children: ReactNode;
}

/** The way to Spotify's consent page, for the first time and for a reconnect alike. Works without JavaScript. */
export function SignInForm({ className = '', children }: SignInFormProps) {
  return (
    <form method="post" action="/api/auth/signin/spotify" onSubmit={rememberTimeZone} className={className}>
      <input type="hidden" name="callbackUrl" value="/dashboard" />
      {children}
    </form>
  );
}
