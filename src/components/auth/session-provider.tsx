'use client';

import { SessionProvider as AuthSessionProvider } from 'next-auth/react';
import type { ReactNode } from 'react';

/** Tells client components who is signed in. Checked again when the reader returns to the tab. */
export const SessionProvider = ({ session, children }: { session: ReaderSession; children: ReactNode }) => (
  <AuthSessionProvider session={session}>{children}</AuthSessionProvider>
);

/** As `/api/auth/session` answers it; passed in, so that no page fetches it on load. */
export interface ReaderSession {
  user: { name: string; image: string | null };
  expires: string;
}
