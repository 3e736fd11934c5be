import { unstable_rethrow as rethrowFrameworkSignal } from 'next/navigation';
import { type Runtime, runtime } from '@/lib/build-deps';
import type { Deps } from '@/lib/deps';
import { type HandledError, handleError } from '@/lib/error-handler';
import { reportError } from '@/lib/sentry';
import { REQUEST_ID_HEADER, requestIdOf } from '@/middleware/request-id';

/** What every route works with. The logger inside `deps` writes the request id on each line. */
export interface RequestContext {
  deps: Deps;
  request: Request;
  requestId: string;
  runtime: Runtime;
  /** Set on the answer, whatever it becomes. */
  answerHeaders: Headers;
}

/** A value with a status of its own, e.g. 202. */
export function withStatus(status: number, value: unknown): Response {
  return Response.json(value, { status });
}

/**
 * Runs one route: what it returns becomes JSON (nothing becomes 204), what it throws becomes a problem document, and
 * what nobody expected is logged and reported.
 */
export async function answer(
  request: Request,
  work: (context: RequestContext) => unknown,
): Promise<Response> {
  const current = runtime();
  const requestId = requestIdOf(request.headers);
  const { pathname } = new URL(request.url);
  const logger = current.deps.logger.child({ requestId, method: request.method, path: pathname });
  const startedAt = performance.now();
  const answerHeaders = new Headers();
  const deps = { ...current.deps, logger };
  const context = { deps, request, requestId, runtime: current, answerHeaders };
  const response = await attempt(requestId, () => work(context)).catch((error: unknown) => {
    rethrowFrameworkSignal(error);
    return problemResponse(handled(error, context));
  });
  for (const [name, value] of answerHeaders) response.headers.set(name, value);
  logger.debug(
    { status: response.status, ms: Math.round(performance.now() - startedAt) },
    'Request answered',
  );
  return response;
}

/** What a failure means to the caller. What nobody expected is logged and reported. */
export function handled(error: unknown, { deps, request, requestId }: RequestContext): HandledError {
  const told = handleError(error, requestId);
  if (told.expected) {
    deps.logger.debug({ err: error }, told.problem.detail);
    return told;
  }
  deps.logger.error({ err: error }, 'A request failed');
  reportError(error, { requestId, path: new URL(request.url).pathname });
  return told;
}

async function attempt(requestId: string, work: () => unknown): Promise<Response> {
  const value = await work();
  if (value instanceof Response) return finish(value, requestId);
  if (value === undefined) return finish(new Response(null, { status: 204 }), requestId);
  return finish(Response.json(value), requestId);
}

function finish(response: Response, requestId: string): Response {
  response.headers.set(REQUEST_ID_HEADER, requestId);
  if (!response.headers.has('cache-control')) response.headers.set('cache-control', 'no-store');
  return response;
}

/** RFC 9457, https://www.rfc-editor.org/rfc/rfc9457. */
export function problemResponse({ problem, retryAfterSeconds }: Omit<HandledError, 'expected'>): Response {
  const headers = new Headers({ 'content-type': 'application/problem+json' });
  if (retryAfterSeconds !== undefined)
    headers.set('retry-after', String(Math.max(1, Math.ceil(retryAfterSeconds))));
  return finish(
    new Response(JSON.stringify(problem), { status: problem.status, headers }),
    problem.requestId,
  );
}
