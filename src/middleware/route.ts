import type { z } from 'zod';
import { AppError } from '@/lib/app-error';
import { invalidInput } from '@/lib/error-handler';
import { STORE_WAIT_MS } from '@/lib/kv/store-guard';
import type { CountedIn } from '@/lib/rate-limit/rate-gate';
import type { RateTier } from '@/lib/rate-limit/tiers';
import { answer, type RequestContext } from '@/middleware/answer';
import { clientAddress } from '@/middleware/client-address';
import { limitRate } from '@/middleware/limit-rate';
import { parseBody, readBody } from '@/middleware/request-body';
import { requireSameOrigin } from '@/middleware/same-origin';
import { sessionUser } from '@/middleware/session-user';
import type { SignedInUser } from '@/services/account-service';

/** What a route takes in; each part is parsed before the handler runs, and refused with 400 naming the field. */
export interface InputShape<
  Q extends z.ZodType = z.ZodType,
  B extends z.ZodType = z.ZodType,
  P extends z.ZodType = z.ZodType,
> {
  query?: Q;
  body?: B;
  params?: P;
  /** How often one caller may ask; `normal` unless named. */
  rate?: RateTier;
  /** `process`: counted here only, for what must answer without asking the store. */
  countedIn?: CountedIn;
  /** The longest `body` that is read; 100,000 unless named. */
  maxBodyBytes?: number;
}

interface Input<Q extends z.ZodType, B extends z.ZodType, P extends z.ZodType> {
  query: z.output<Q>;
  body: z.output<B>;
  params: z.output<P>;
}

/** As Next calls a route. */
export type RouteHandler = (request: Request, context?: { params: Promise<unknown> }) => Promise<Response>;

/** A route that says what it takes in and who may call it. */
export type DescribedRoute = RouteHandler & { shape: InputShape; door: 'anyone' | 'listener' | 'queue' };

type RouteParams = Parameters<RouteHandler>[1];

const MAX_BODY_BYTES = 100_000;

/** A route for anyone, limited by the caller's address. */
export function publicRoute<Q extends z.ZodType, B extends z.ZodType, P extends z.ZodType>(
  shape: InputShape<Q, B, P>,
  handler: (context: RequestContext & Input<Q, B, P>) => unknown,
): DescribedRoute {
  const route: RouteHandler = (request, params) =>
    patientAnswer(request, async (context) => {
      await limitAddress(context, shape);
      return handler({ ...context, ...(await readInput(shape, request, params)) });
    });
  return Object.assign(route, { shape, door: 'anyone' as const });
}

/** A route for the signed-in listener; 401 for anybody else, 403 when another site's page sent it. */
export function withUser<Q extends z.ZodType, B extends z.ZodType, P extends z.ZodType>(
  shape: InputShape<Q, B, P>,
  handler: (context: RequestContext & Input<Q, B, P> & { user: SignedInUser }) => unknown,
): DescribedRoute {
  const route: RouteHandler = (request, params) =>
    patientAnswer(request, async (context) => {
      requireSameOrigin(request, context.runtime.env);
      const user = await requireSession(context);
      await limit(context, shape, `user:${user.id}`);
      return handler({ ...context, ...(await readInput(shape, request, params)), user });
    });
  return Object.assign(route, { shape, door: 'listener' as const });
}

const patientAnswer = (request: Request, work: (context: RequestContext) => Promise<unknown>) =>
  answer(request, (context) => context.runtime.storeGuard.within(STORE_WAIT_MS, () => work(context)));

type Limited = Pick<InputShape, 'rate' | 'countedIn'>;

const limit = ({ runtime, answerHeaders }: RequestContext, shape: Limited, caller: string) =>
  limitRate(
    { limits: runtime.limits, answerHeaders },
    { tier: shape.rate ?? 'normal', caller, countedIn: shape.countedIn },
  );

/** Counts a request of nobody in particular. */
export const limitAddress = (context: RequestContext, shape: Limited) =>
  limit(context, shape, `address:${clientAddress(context.request.headers, context.runtime.env)}`);

/** Who cannot show a session is limited by address: guessing has an end. */
export async function requireSession(context: RequestContext): Promise<SignedInUser> {
  const user = await sessionUser(context);
  if (user) return user;
  await limitAddress(context, { rate: 'normal' });
  throw new AppError('UNAUTHORIZED', 'Please sign in with Spotify first.');
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
      ? read(
          shape.body,
          parseBody(request, await readBody(request, shape.maxBodyBytes ?? MAX_BODY_BYTES)),
          'body',
        )
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
