import { route } from '@/middleware/route';
import { sessionToken } from '@/middleware/session-cookie';
import { withUser } from '@/middleware/with-user';
import { AccountSettingsBody } from '@/services/account/account-input';
import { changeSettings, getAccount } from '@/services/account/manage-account';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: withUser({}, ({ deps, user, request, runtime }) =>
    getAccount(deps, user.id, sessionToken(request.headers, runtime.env.appUrl)),
  ),
  PATCH: withUser({ body: AccountSettingsBody }, ({ deps, user, body }) =>
    changeSettings(deps, user.id, body),
  ),
});
