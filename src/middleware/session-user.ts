import type { RequestContext } from '@/middleware/handle-request';
import { sessionToken } from '@/middleware/session-cookie';
import { findSession, type SignedInUser } from '@/services/account-service';

/** The user of this request; null without a session. */
export async function sessionUser({
  deps,
  request,
  runtime,
}: Pick<RequestContext, 'deps' | 'request' | 'runtime'>): Promise<SignedInUser | null> {
  const token = sessionToken(request.headers, runtime.env.appUrl);
  return token === null ? null : ((await findSession(deps, token))?.user ?? null);
}
