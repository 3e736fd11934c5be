import type { Adapter, AdapterUser } from 'next-auth/adapters';
import type { Deps } from '@/lib/deps';
import { remembering, type SignInAttempt } from '@/middleware/auth/sign-in-attempt';
import { endSession, findSession, type SignedInUser, startSession } from '@/services/account-service';

type AdapterDeps = Pick<Deps, 'db' | 'clock'>;

// next-auth wants an address of everybody; ours leaves the database for no page.
const toAdapterUser = (id: number, user?: SignedInUser): AdapterUser => ({
  id: String(id),
  name: user?.name,
  image: user?.image,
  email: '',
  emailVerified: null,
});

/**
 * next-auth's door to our sessions. The user is stored before, by the sign-in callback; here he is only handed over.
 * Left to itself, next-auth would attach a second Spotify account to whoever is signed in: a session that is still open
 * ends when the next sign-in succeeds, so that tokens never get into somebody else's row.
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
    // findSession has lengthened it already.
    updateSession: async () => null,
    deleteSession: (sessionToken) => remembering(attempt, endSession(deps, sessionToken)),
  };
}
