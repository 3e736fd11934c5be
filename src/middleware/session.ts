import { headers } from 'next/headers';
import { redirect, unstable_rethrow as rethrowFrameworkSignal } from 'next/navigation';
import { cache } from 'react';
import { runtime } from '@/lib/build-deps';
import { PAGE_ADDRESS_HEADER } from '@/middleware/page-address';
import { sessionToken } from '@/middleware/session-cookie';
import { findSession, type OpenSession, type SignedInUser } from '@/services/account-service';

/** The session that asks for this page; null when nobody is signed in. One database read a page, however often it is asked. */
const currentSession = cache(async (): Promise<OpenSession | null> => {
  const token = await currentSessionToken();
  return token === null ? null : findSession(runtime().deps, token);
});

/** Who asks for this page; null when nobody is signed in. */
export const currentUser = async (): Promise<SignedInUser | null> => (await currentSession())?.user ?? null;

/** As `currentUser`, but null also while the database cannot say: for pages that need none. */
export async function knownUser(): Promise<SignedInUser | null> {
  try {
    return await currentUser();
  } catch (error) {
    rethrowFrameworkSignal(error);
    runtime().deps.logger.warn({ err: error }, 'session lookup failed');
    return null;
  }
}

/** The session that asks for this page; sends everybody else to the landing page, which leads back here. */
export async function requireSession(): Promise<OpenSession> {
  const session = await currentSession();
  if (session) return session;
  const address = (await headers()).get(PAGE_ADDRESS_HEADER);
  redirect(address ? `/?next=${encodeURIComponent(address)}` : '/');
}

/** Who asks for this page; sends everybody else to the landing page. */
export const requireUser = async (): Promise<SignedInUser> => (await requireSession()).user;

/** The token of the session that asks for this page: which of the listener's sessions is this one. */
export const currentSessionToken = async (): Promise<string | null> =>
  sessionToken(await headers(), runtime().env.appUrl);
