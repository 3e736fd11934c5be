import { onlyAllows } from '@/middleware/only-allows';
import { withUser } from '@/middleware/route';
import { signedOut } from '@/middleware/session-cookie';
import { endSessions } from '@/services/account-service';

export const DELETE = withUser({}, async ({ deps, user, runtime }) => {
  const ended = await endSessions(deps, user.id);
  return signedOut(Response.json({ ended }), runtime.env.appUrl);
});

export const { GET, POST, PUT, PATCH } = onlyAllows('DELETE');
