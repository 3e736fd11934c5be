import { headers } from 'next/headers';
import { redirect, unstable_rethrow as rethrowFrameworkSignal } from 'next/navigation';
import { cache } from 'react';
import { runtime } from '@/lib/build-deps';
import { withFirstWeekday } from '@/lib/shared/request-format';
import { PAGE_ADDRESS_HEADER } from '@/middleware/page-headers';
import { sessionToken } from '@/middleware/session-cookie';
import { findSession, type OpenSession, type SignedInUser } from '@/services/account-service';

/** The session of this page request; null when nobody is signed in. One database read per page, however often called. */
const currentSession = cache(async (): Promise<OpenSession | null> => {
  const token = await currentSessionToken();
  return token === null ? null : findSession(runtime().deps, token);
});

/** The user of this page request; null when nobody is signed in. */
export const currentUser = async (): Promise<SignedInUser | null> => (await currentSession())?.user ?? null;

/** As `currentUser`, but also null while the database is down: for pages that need no user. */
export async function knownUser(): Promise<SignedInUser | null> {
  try {
    return await currentUser();
  } catch (error) {
    rethrowFrameworkSignal(error);
    runtime().deps.logger.warn({ err: error }, 'session lookup failed');
    return null;
  }
}

/** The session of this page request; redirects others to the landing page, which leads back here. */
export async function requireSession(): Promise<OpenSession> {
  const session = await currentSession();
  if (session) return session;
  const address = (await headers()).get(PAGE_ADDRESS_HEADER);
  redirect(address ? `/?next=${encodeURIComponent(address)}` : '/');
}

/** The user of this page request, with the first day of their weeks; redirects others to the landing page. */
export const requireUser = async (): Promise<SignedInUser & { firstWeekday: number }> =>
  withFirstWeekday({ headers: await headers() }, (await requireSession()).user);

/** The session token of this page request, to find it among the listener's sessions. */
export const currentSessionToken = async (): Promise<string | null> =>
  sessionToken(await headers(), runtime().env.appUrl);
