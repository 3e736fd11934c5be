import { Account } from '@/lib/shared/account/account-schema';
import { route } from '@/middleware/route';
import { sessionToken } from '@/middleware/session-cookie';
import { withUser } from '@/middleware/with-user';
import { AccountSettingsBody } from '@/services/account/account-input';
import { changeSettings, getAccount } from '@/services/account/manage-account';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: withUser(
    { summary: 'Profile, connection, settings and sessions', answers: { 200: Account } },
    ({ deps, user, request, runtime }) =>
      getAccount(deps, user.id, sessionToken(request.headers, runtime.env.appUrl)),
  ),
  PATCH: withUser(
    { summary: 'Changes settings', answers: { 204: null }, body: AccountSettingsBody },
    ({ deps, user, body }) => changeSettings(deps, user.id, body),
  ),
});
