import type { z } from 'zod';
import { handleRequest, type RequestContext } from '@/middleware/handle-request';
import { limitAddress } from '@/middleware/rate-limit';
import { type Input, readInput } from '@/middleware/read-input';
import type { DescribedRoute, RouteHandler, RouteShape } from '@/middleware/route';

/** A route for anyone, limited by the caller's address. */
export function publicRoute<Q extends z.ZodType, B extends z.ZodType, P extends z.ZodType>(
  shape: RouteShape<Q, B, P>,
  handler: (context: RequestContext & Input<Q, B, P>) => unknown,
): DescribedRoute {
  const route: RouteHandler = (request, params) =>
    handleRequest(request, async (context) => {
      await limitAddress(context, shape);
      return handler({ ...context, ...(await readInput(shape, request, params)) });
    });
  return Object.assign(route, { shape, access: 'public' as const });
}
