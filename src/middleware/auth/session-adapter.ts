import type { Adapter, AdapterUser } from 'next-auth/adapters';
import type { Deps } from '@/lib/deps';
import { remembering, type SignInAttempt } from '@/middleware/auth/sign-in-attempt';
import { endSession, findSession, type SignedInUser, startSession } from '@/services/account-service';

type AdapterDeps = Pick<Deps, 'db' | 'clock'>;

// next-auth requires an e-mail address; ours is never sent to a page.
const toAdapterUser = (id: number, user?: SignedInUser): AdapterUser => ({
  id: String(id),
  name: user?.name,
  image: user?.image,
  email: '',
  emailVerified: null,
});

/**
 * Adapts our sessions to next-auth. The sign-in callback has stored the user already; the adapter only returns it.
 * By default, next-auth would link a second Spotify account to the signed-in user. So an open session ends when the next
 * sign-in succeeds, and tokens never get into another user's row.
 */
export function createSessionAdapter(deps: AdapterDeps, action: string, attempt: SignInAttempt): Adapter {
  return {
    getUserByAccount: async () => (attempt.userId === null ? null : toAdapterUser(attempt.userId)),
    createSession: async ({ sessionToken, userId }) => {
      const expires = await remembering(attempt, startSession(deps, Number(userId), sessionToken));
      return { sessionToken, userId, expires };
    },
    getSessionAndUser: async (sessionToken) => {
      if (action === 'callback') {
        await remembering(attempt, endSession(deps, sessionToken));
        return null;
      }
      const open = await remembering(attempt, findSession(deps, sessionToken));
      if (!open) return null;
      const session = { sessionToken, userId: String(open.user.id), expires: open.expiresAt };
      return { session, user: toAdapterUser(open.user.id, open.user) };
    },
    // findSession has extended it already.
    updateSession: async () => null,
    deleteSession: (sessionToken) => remembering(attempt, endSession(deps, sessionToken)),
  };
}
