import { unstable_rethrow as rethrowFrameworkSignal } from 'next/navigation';
import { type Runtime, runtime } from '@/lib/build-deps';
import type { Deps } from '@/lib/deps';
import { type HandledError, handleError } from '@/lib/error-handler';
import { forRequest } from '@/lib/request-context';
import { requestIdOf } from '@/lib/request-id';
import { reportError } from '@/lib/sentry/sentry';
import { problemResponse, withDefaultHeaders } from '@/middleware/problem-response';
import { refusalAddress } from '@/middleware/refused-form';

/** The input of every handler. The logger in `deps` adds the method and the path to each line. */
export interface RequestContext {
  deps: Deps;
  request: Request;
  requestId: string;
  runtime: Runtime;
  /** Set on the response, also on an error. */
  responseHeaders: Headers;
}

/** A value with a status of its own, e.g. 202. */
export function withStatus(status: number, value: unknown): Response {
  return Response.json(value, { status });
}

/** Where a browser goes after a plain form. */
export function seeOther(location: string): Response {
  return new Response(null, { status: 303, headers: { location } });
}

/**
 * Runs one route: the handler's result becomes JSON (undefined becomes 204), an error becomes a problem document, and
 * unexpected errors are logged and reported. All its calls to the key-value store together wait 300 ms at most. Every line
 * of the log that it causes has the request's id.
 */
export function handleRequest(request: Request, handler: Handler): Promise<Response> {
  const requestId = requestIdOf(request.headers);
  return forRequest(requestId, () => runHandler(request, requestId, handler));
}

type Handler = (context: RequestContext) => Promise<unknown>;

async function runHandler(request: Request, requestId: string, handler: Handler): Promise<Response> {
  const current = runtime();
  const { pathname } = new URL(request.url);
  const logger = current.deps.logger.child({ method: request.method, path: pathname });
  const responseHeaders = new Headers();
  const deps = { ...current.deps, logger };
  const context = { deps, request, requestId, runtime: current, responseHeaders };
  const response = await handler(context)
    .then((value) => toResponse(value, requestId))
    .catch((error: unknown) => {
      rethrowFrameworkSignal(error);
      const handled = logFailure(error, context);
      const page = refusalAddress(request, handled.problem);
      return page === null ? problemResponse(handled) : withDefaultHeaders(seeOther(page), requestId);
    });
  for (const [name, value] of responseHeaders) setHeader(response.headers, name, value);
  return response;
}

/** Each `set-cookie` is a header of its own. */
function setHeader(headers: Headers, name: string, value: string): void {
  if (name === 'set-cookie') headers.append(name, value);
  else headers.set(name, value);
}

/** The answer to an error; an unexpected one is logged and reported. */
function logFailure(error: unknown, { deps, request, requestId }: RequestContext): HandledError {
  const handled = handleError(error, requestId);
  if (handled.expected) {
    deps.logger.debug({ err: error }, handled.problem.detail);
    return handled;
  }
  deps.logger.error({ err: error }, 'request failed');
  reportError(error, { requestId, path: new URL(request.url).pathname });
  return handled;
}

function toResponse(value: unknown, requestId: string): Response {
  if (value instanceof Response) return withDefaultHeaders(value, requestId);
  const response = value === undefined ? new Response(null, { status: 204 }) : Response.json(value);
  return withDefaultHeaders(response, requestId);
}
