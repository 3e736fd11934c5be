'use client';

import type { FormEvent, ReactNode } from 'react';
import { SIGN_IN_ACTION, SignInFields } from './sign-in-fields';

/** Tells the browser's time zone along, so that a new listener's days begin at their midnight. */
function tellTimeZone({ currentTarget }: FormEvent<HTMLFormElement>) {
  const field = currentTarget.elements.namedItem('tz');
  if (field instanceof HTMLInputElement) field.value = Intl.DateTimeFormat().resolvedOptions().timeZone;
}

interface SignInFormProps {
  className?: string;
  children: ReactNode;
}

/** The way to Spotify's consent page, for the first time and for a reconnect alike. Works without JavaScript. */
export function SignInForm({ className = '', children }: SignInFormProps) {
  return (
    <form method="post" action={SIGN_IN_ACTION} onSubmit={tellTimeZone} className={className}>
      <SignInFields />
      {children}
    </form>
  );
}
