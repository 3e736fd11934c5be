import type { HandledError } from '@/lib/error-handler';
import { REQUEST_ID_HEADER } from '@/lib/shared/request-id-header';

/** RFC 9457, https://www.rfc-editor.org/rfc/rfc9457. */
export function problemResponse({ problem, retryAfterSeconds }: Omit<HandledError, 'expected'>): Response {
  const headers = new Headers({ 'content-type': 'application/problem+json' });
  if (retryAfterSeconds !== undefined)
    headers.set('retry-after', String(Math.max(1, Math.ceil(retryAfterSeconds))));
  const response = new Response(JSON.stringify(problem), { status: problem.status, headers });
  return withDefaultHeaders(response, problem.requestId);
}

/** The request's id, and `no-store` unless the route set another value. */
export function withDefaultHeaders(response: Response, requestId: string): Response {
  response.headers.set(REQUEST_ID_HEADER, requestId);
  if (!response.headers.has('cache-control')) response.headers.set('cache-control', 'no-store');
  return response;
}
