import type { z } from 'zod';
import { invalidInput } from '@/lib/error-handler';
import type { CountedIn } from '@/lib/rate-limit/rate-gate';
import type { RateTier } from '@/lib/rate-limit/tiers';
import { parseBody, readBody } from '@/middleware/request-body';

/** A route's input; each part is parsed before the handler runs, and refused with a 400 that names the field. */
export interface InputShape<
  Q extends z.ZodType = z.ZodType,
  B extends z.ZodType = z.ZodType,
  P extends z.ZodType = z.ZodType,
> {
  query?: Q;
  body?: B;
  params?: P;
  /** The rate limit per caller. Default: `normal`. */
  rate?: RateTier;
  /** `process`: counted in this process only, for routes that must answer without the key-value store. */
  countedIn?: CountedIn;
  /** The longest `body` that is read. Default: 100,000. */
  maxBodyBytes?: number;
}

export interface Input<Q extends z.ZodType, B extends z.ZodType, P extends z.ZodType> {
  query: z.output<Q>;
  body: z.output<B>;
  params: z.output<P>;
}

const MAX_BODY_BYTES = 100_000;

/** @throws AppError VALIDATION_ERROR that names the field, or BAD_REQUEST for a body that is too long or not JSON. */
export async function readInput<Q extends z.ZodType, B extends z.ZodType, P extends z.ZodType>(
  shape: InputShape<Q, B, P>,
  request: Request,
  route: { params: Promise<unknown> } | undefined,
): Promise<Input<Q, B, P>> {
  const query = shape.query && Object.fromEntries(new URL(request.url).searchParams);
  const body =
    shape.body && parseBody(request, await readBody(request, shape.maxBodyBytes ?? MAX_BODY_BYTES));
  return {
    query: parse(shape.query, query, 'query'),
    body: parse(shape.body, body, 'body'),
    params: parse(shape.params, shape.params && (await route?.params), 'path'),
  } as Input<Q, B, P>;
}

function parse<T extends z.ZodType>(
  schema: T | undefined,
  value: unknown,
  place: 'query' | 'body' | 'path',
): z.output<T> | undefined {
  if (!schema) return undefined;
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw invalidInput(parsed.error, place);
  return parsed.data;
}
