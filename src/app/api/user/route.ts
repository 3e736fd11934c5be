import { onlyAllows } from '@/middleware/only-allows';
import { withUser } from '@/middleware/route';
import { sessionToken } from '@/middleware/session-cookie';
import { AccountSettingsBody } from '@/services/account/account-input';
import { changeSettings, getAccount } from '@/services/account-service';

export const GET = withUser({}, ({ deps, user, request, runtime }) =>
  getAccount(deps, user.id, sessionToken(request.headers, runtime.env.appUrl)),
);

export const PATCH = withUser({ body: AccountSettingsBody }, ({ deps, user, body }) =>
  changeSettings(deps, user.id, body),
);

export const { POST, PUT, DELETE } = onlyAllows('GET', 'PATCH');
