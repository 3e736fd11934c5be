import { problem } from '@/lib/error-handler';
import { requestIdOf } from '@/lib/request-id';
import { problemResponse } from '@/middleware/problem-response';
import type { InputShape } from '@/middleware/read-input';

/** A route as Next calls it. */
export type RouteHandler = (request: Request, context?: { params: Promise<unknown> }) => Promise<Response>;

/** A handler that declares its input and who may call it; tests read both. */
export type DescribedRoute = RouteHandler & { shape: InputShape; access: 'public' | 'user' | 'queue' };

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

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
      problem: problem('METHOD_NOT_ALLOWED', detail, requestIdOf(headers)),
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
