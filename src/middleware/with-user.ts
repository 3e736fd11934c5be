import type { z } from 'zod';
import { AppError } from '@/lib/app-error';
import { handleRequest, type RequestContext } from '@/middleware/handle-request';
import { limitAddress, limitCaller } from '@/middleware/rate-limit';
import { type Input, readInput } from '@/middleware/read-input';
import type { DescribedRoute, RouteHandler, RouteShape } from '@/middleware/route';
import { requireSameOrigin } from '@/middleware/same-origin';
import { sessionUser } from '@/middleware/session-user';
import type { SignedInUser } from '@/services/account-service';

/** A route for the signed-in user: 401 without a session, 403 when another site's page sent the request. */
export function withUser<Q extends z.ZodType, B extends z.ZodType, P extends z.ZodType>(
  shape: RouteShape<Q, B, P>,
  handler: (context: RequestContext & Input<Q, B, P> & { user: SignedInUser }) => unknown,
): DescribedRoute {
  const route: RouteHandler = (request, params) =>
    handleRequest(request, async (context) => {
      requireSameOrigin(request, context.runtime.env);
      const user = await requireSession(context);
      await limitCaller(context, shape, `user:${user.id}`);
      return handler({ ...context, ...(await readInput(shape, request, params)), user });
    });
  return Object.assign(route, { shape, access: 'user' as const });
}

/** @throws AppError UNAUTHORIZED. Callers without a session are limited by address, so that tokens cannot be guessed. */
export async function requireSession(context: RequestContext): Promise<SignedInUser> {
  const user = await sessionUser(context);
  if (user) return user;
  await limitAddress(context, { rate: 'normal' });
  throw new AppError('UNAUTHORIZED', 'Please sign in with Spotify first.');
}
