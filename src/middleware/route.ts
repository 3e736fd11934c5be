import type { z } from 'zod';
import { problemOf } from '@/lib/error-handler';
import { requestIdOf } from '@/lib/request-id';
import type { AccessScope } from '@/lib/shared/account/access-token-schema';
import { problemResponse } from '@/middleware/problem-response';
import type { InputShape } from '@/middleware/read-input';

/** A route as Next calls it. */
export type RouteHandler = (request: Request, context?: { params: Promise<unknown> }) => Promise<Response>;

/** The schema of a JSON body, or by media type what a body may be, null for what is no JSON of ours; null for no body. */
export type AnswerShape = z.ZodType | Readonly<Record<string, z.ZodType | null>> | null;

/** What a route takes and answers. The description of the API is made of this, and tests hold every answer against it. */
export interface RouteShape<
  Q extends z.ZodType = z.ZodType,
  B extends z.ZodType = z.ZodType,
  P extends z.ZodType = z.ZodType,
> extends InputShape<Q, B, P> {
  /** One line. */
  summary: string;
  /** By status; problem documents are left out. */
  answers: Record<number, AnswerShape>;
  /** Statuses of problem documents beyond those of every route of its kind. */
  errors?: readonly number[];
  /** What an access token has to allow; without it only a signed-in browser may ask. */
  scope?: AccessScope;
  /** The media types of a body that is read as a stream. */
  upload?: readonly string[];
}

export type Access = 'public' | 'user' | 'queue';

/** A handler that declares what it takes and answers, and who may call it. */
export type DescribedRoute = RouteHandler & { shape: RouteShape; access: Access };

export const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;
export type Method = (typeof METHODS)[number];

export const isDescribed = (handler: RouteHandler | undefined): handler is DescribedRoute =>
  handler !== undefined && 'shape' in handler;

/**
 * The exports of a route file. Other methods are answered with 405 and `Allow`, as a problem document, so every
 * route exports them all; HEAD uses GET.
 */
export function route(
  handlers: Partial<Record<Method, RouteHandler>>,
): Record<Method | 'OPTIONS', RouteHandler> {
  const allow = Object.keys(handlers).join(', ');
  const refuse: RouteHandler = async ({ headers }) => {
    const detail = `This address takes ${allow} only.`;
    const response = problemResponse({
      problem: problemOf('METHOD_NOT_ALLOWED', detail, requestIdOf(headers)),
    });
    response.headers.set('allow', allow);
    return response;
  };
  const options: RouteHandler = async () =>
    new Response(null, { status: 204, headers: { allow: `${allow}, OPTIONS` } });
  return {
    GET: refuse,
    POST: refuse,
    PUT: refuse,
    PATCH: refuse,
    DELETE: refuse,
    OPTIONS: options,
    ...handlers,
  };
}
