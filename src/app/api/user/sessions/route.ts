import { route } from '@/middleware/route';
import { signedOut } from '@/middleware/session-cookie';
import { withUser } from '@/middleware/with-user';
import { Ended } from '@/services/account/account-input';
import { endSessions } from '@/services/account-service';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  DELETE: withUser(
    { summary: 'Signs out everywhere, here too', answers: { 200: Ended } },
    async ({ deps, user, runtime }) => {
      const ended = await endSessions(deps, user.id);
      return signedOut(Response.json({ ended }), runtime.env.appUrl);
    },
  ),
});
