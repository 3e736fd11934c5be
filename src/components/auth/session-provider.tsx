'use client';

import { SessionProvider as AuthSessionProvider } from 'next-auth/react';
import type { ReactNode } from 'react';

/** Who is signed in, for the browser's part of the pages. Asked again when the reader comes back to the tab. */
export const SessionProvider = ({ session, children }: { session: ReaderSession; children: ReactNode }) => (
  <AuthSessionProvider session={session}>{children}</AuthSessionProvider>
);

/** As `/api/auth/session` answers it; handed in, so that no page asks for it while it loads. */
export interface ReaderSession {
  user: { name: string; image: string | null };
  expires: string;
}
