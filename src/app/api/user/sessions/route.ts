import { route } from '@/middleware/route';
import { signedOut } from '@/middleware/session-cookie';
import { withUser } from '@/middleware/with-user';
import { endSessions } from '@/services/account-service';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  DELETE: withUser({}, async ({ deps, user, runtime }) => {
    const ended = await endSessions(deps, user.id);
    return signedOut(Response.json({ ended }), runtime.env.appUrl);
  }),
});
