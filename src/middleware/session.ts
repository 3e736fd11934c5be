import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { cache } from 'react';
import { runtime } from '@/lib/build-deps';
import { sessionToken } from '@/middleware/session-cookie';
import { findSession, type SignedInUser } from '@/services/account-service';

/** Who looks at this page; null when nobody is signed in. One database read per page, however often it is asked. */
export const currentUser = cache(async (): Promise<SignedInUser | null> => {
  const { env, deps } = runtime();
  const token = sessionToken(await headers(), env.appUrl);
  return token === null ? null : ((await findSession(deps, token))?.user ?? null);
});

/** Who looks at this page; sends everybody else to the landing page. */
export async function requireUser(): Promise<SignedInUser> {
  return (await currentUser()) ?? redirect('/');
}

/** The token of the session that looks at this page: which of the listener's sessions is this one. */
export const currentSessionToken = async (): Promise<string | null> =>
  sessionToken(await headers(), runtime().env.appUrl);
