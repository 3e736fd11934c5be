import 'server-only';
import type { z } from 'zod';
import { AppError } from '@/lib/app-error';
import { invalidInput } from '@/lib/error-handler';
import { answer, type RequestContext } from '@/middleware/answer';
import { parseJson, readBody } from '@/middleware/request-body';
import { requireSameOrigin } from '@/middleware/same-origin';
import { sessionToken } from '@/middleware/session-cookie';
import { findSession, type SignedInUser } from '@/services/account-service';

/** What a route takes in; each part is parsed before the handler runs, and refused with 400 naming the field. */
export interface InputShape<Q extends z.ZodType, B extends z.ZodType, P extends z.ZodType> {
  query?: Q;
  body?: B;
  params?: P;
}

interface Input<Q extends z.ZodType, B extends z.ZodType, P extends z.ZodType> {
  query: z.output<Q>;
  body: z.output<B>;
  params: z.output<P>;
}

/** As Next calls a route. */
export type RouteHandler = (request: Request, context?: { params: Promise<unknown> }) => Promise<Response>;

type RouteParams = Parameters<RouteHandler>[1];

const MAX_BODY_BYTES = 100_000;

/** A route for anyone. */
export function publicRoute<Q extends z.ZodType, B extends z.ZodType, P extends z.ZodType>(
  shape: InputShape<Q, B, P>,
  handler: (context: RequestContext & Input<Q, B, P>) => unknown,
): RouteHandler {
  return (request, route) =>
    answer(request, async (context) => handler({ ...context, ...(await readInput(shape, request, route)) }));
}

/** A route for the signed-in listener; 401 for anybody else, 403 when another site's page sent it. */
export function withUser<Q extends z.ZodType, B extends z.ZodType, P extends z.ZodType>(
  shape: InputShape<Q, B, P>,
  handler: (context: RequestContext & Input<Q, B, P> & { user: SignedInUser }) => unknown,
): RouteHandler {
  return (request, route) =>
    answer(request, async (context) => {
      requireSameOrigin(request, context.runtime.env.appUrl);
      const user = await requireSession(context);
      return handler({ ...context, ...(await readInput(shape, request, route)), user });
    });
}

async function requireSession({ request, deps, runtime }: RequestContext): Promise<SignedInUser> {
  const token = sessionToken(request.headers, runtime.env.appUrl);
  const session = token === null ? null : await findSession(deps, token);
  if (!session) throw new AppError('UNAUTHORIZED', 'Please sign in with Spotify first.');
  return session.user;
}

async function readInput<Q extends z.ZodType, B extends z.ZodType, P extends z.ZodType>(
  shape: InputShape<Q, B, P>,
  request: Request,
  route: RouteParams,
): Promise<Input<Q, B, P>> {
  const query = Object.fromEntries(new URL(request.url).searchParams);
  return {
    query: read(shape.query, query, 'query'),
    body: shape.body
      ? read(shape.body, parseJson(await readBody(request, MAX_BODY_BYTES)), 'body')
      : undefined,
    params: shape.params ? read(shape.params, await route?.params, 'path') : undefined,
  } as Input<Q, B, P>;
}

function read<T extends z.ZodType>(
  schema: T | undefined,
  value: unknown,
  place: 'query' | 'body' | 'path',
): z.output<T> | undefined {
  if (!schema) return undefined;
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw invalidInput(parsed.error, place);
  return parsed.data;
}
