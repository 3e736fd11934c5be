import type { z } from 'zod';
import { AppError } from '@/lib/app-error';
import type { AccessScope } from '@/lib/shared/account/access-token-schema';
import { bearerToken, requireToken } from '@/middleware/api/token-user';
import { handleRequest, type RequestContext } from '@/middleware/handle-request';
import { limitAddress, limitCaller } from '@/middleware/rate-limit';
import { type Input, readInput } from '@/middleware/read-input';
import type { DescribedRoute, RouteHandler, RouteShape } from '@/middleware/route';
import { requireSameOrigin } from '@/middleware/same-origin';
import { sessionToken } from '@/middleware/session-cookie';
import { findTokenUser } from '@/services/account/access-tokens';
import { findSession, type SignedInUser } from '@/services/account-service';

/**
 * A route for a listener: of a signed-in browser, 403 when another site's page sent the request; or, where the shape names a
 * scope, of a program with an access token that allows it. 401 without either. Tokens are limited apart from the browser.
 */
export function withUser<Q extends z.ZodType, B extends z.ZodType, P extends z.ZodType>(
  shape: RouteShape<Q, B, P>,
  handler: (context: RequestContext & Input<Q, B, P> & Caller) => unknown,
): DescribedRoute {
  const route: RouteHandler = (request, params) =>
    handleRequest(request, async (context) => {
      const token = bearerToken(request);
      const caller =
        token === null ? await browserUser(context) : await tokenUser(context, token, shape.scope);
      await limitCaller(context, shape, `${caller.by === 'token' ? 'tokens' : 'user'}:${caller.user.id}`);
      return handler({ ...context, ...(await readInput(shape, request, params)), ...caller });
    });
  return Object.assign(route, { shape, access: 'user' as const });
}

/** Who asks, and with what. */
export interface Caller {
  user: SignedInUser;
  by: 'session' | 'token';
  /** Whether the session or token has not ended since, for answers that take minutes. */
  isStillAllowed: () => Promise<boolean>;
}

async function browserUser(context: RequestContext): Promise<Caller> {
  requireSameOrigin(context.request, context.runtime.env);
  const user = await requireSignedIn(context);
  return { user, by: 'session', isStillAllowed: async () => (await sessionUser(context)) !== null };
}

// No browser adds a token by itself, so that no other site can make it send one.
const tokenUser = async (
  context: RequestContext,
  token: string,
  scope: AccessScope | undefined,
): Promise<Caller> => ({
  user: await requireToken(context, token, scope),
  by: 'token',
  isStillAllowed: async () => (await findTokenUser(context.deps, token)).ok,
});

async function sessionUser({ deps, request, runtime }: RequestContext): Promise<SignedInUser | null> {
  const token = sessionToken(request.headers, runtime.env.appUrl);
  return token === null ? null : ((await findSession(deps, token))?.user ?? null);
}

/** @throws AppError UNAUTHORIZED. Callers without a session are limited by address, so that tokens cannot be guessed. */
export async function requireSignedIn(context: RequestContext): Promise<SignedInUser> {
  const user = await sessionUser(context);
  if (user) return user;
  await limitAddress(context, { rate: 'normal' });
  throw new AppError('UNAUTHORIZED', 'Please sign in with Spotify first.');
}
