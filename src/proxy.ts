import { randomBytes } from 'node:crypto';
import { type NextRequest, NextResponse } from 'next/server';
import { runtime } from '@/lib/build-deps';
import type { Env } from '@/lib/env';
import { DATABASE_RETRY_SECONDS, problemOf } from '@/lib/error-handler';
import { READABLE_METHODS, unsupportedMethodHeader } from '@/lib/incoming-requests';
import { requestIdOf } from '@/lib/request-id';
import { REQUEST_ID_HEADER } from '@/lib/shared/request-id-header';
import { contentSecurityPolicy } from '@/middleware/content-security-policy';
import { METHOD_HEADER, NONCE_HEADER, PAGE_ADDRESS_HEADER } from '@/middleware/page-headers';
import { limitPage } from '@/middleware/page-limits';
import { substituteFor } from '@/middleware/page-substitute';
import { problemResponse } from '@/middleware/problem-response';
import { renewSessionCookie } from '@/middleware/renew-session-cookie';
import { crossOriginHeaders } from '@/middleware/same-origin';

/**
 * Runs before pages: a request id, a rate limit, the security policy, and a longer life for the session cookie. Runs before
 * routes that a page of another origin asks: what lets allowed origins read them. Who may see what is decided behind it,
 * never here.
 */
export async function proxy(request: NextRequest): Promise<Response> {
  const settings = runtime().env;
  const requestId = requestIdOf(request.headers);
  const method = request.headers.get(unsupportedMethodHeader());
  if (method !== null)
    return methodNotAllowed(`No address here takes ${method}`, READABLE_METHODS, requestId);
  if (!isReadable(request.nextUrl.pathname)) return unreadable(requestId);
  const isRoute = ROUTE.test(request.nextUrl.pathname);
  // Next itself answers with a bare 400.
  if (!isRoute && request.method === 'OPTIONS')
    return methodNotAllowed('No page takes OPTIONS', ['GET', 'HEAD'], requestId);
  const response = isRoute
    ? toRoute(request, requestId, settings)
    : await toPage(request, requestId, settings);
  response.headers.set(REQUEST_ID_HEADER, requestId);
  return response;
}

const ROUTE = /^\/api(\/|$)|^\/share\/[^/]+\/image\.png$/;

/** Next itself answers a path whose percent signs mean nothing with 500. */
function isReadable(path: string): boolean {
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    return false;
  }
}

function unreadable(requestId: string): Response {
  return problemResponse({ problem: problemOf('BAD_REQUEST', 'The address cannot be decoded.', requestId) });
}

function methodNotAllowed(reason: string, allowed: readonly string[], requestId: string): Response {
  const detail = `${reason} requests.`;
  const response = problemResponse({ problem: problemOf('METHOD_NOT_ALLOWED', detail, requestId) });
  response.headers.set('allow', allowed.join(', '));
  return response;
}

function toRoute(request: NextRequest, requestId: string, settings: Env): Response {
  const headers = new Headers(request.headers);
  headers.set(REQUEST_ID_HEADER, requestId);
  const response = NextResponse.next({ request: { headers } });
  for (const [name, value] of Object.entries(crossOriginHeaders(request.headers, settings)))
    response.headers.set(name, value);
  return response;
}

async function toPage(request: NextRequest, requestId: string, settings: Env): Promise<Response> {
  const { headers: rate, refusal } = await limitPage(request, runtime());
  if (refusal) return refusal;
  const nonce = randomBytes(16).toString('base64');
  const policy = contentSecurityPolicy(settings, nonce);
  const headers = new Headers(request.headers);
  headers.set(REQUEST_ID_HEADER, requestId);
  headers.set(METHOD_HEADER, request.method);
  // Next reads the nonce for its own scripts out of the policy.
  headers.set('content-security-policy', policy);
  headers.set(NONCE_HEADER, nonce);
  headers.set(PAGE_ADDRESS_HEADER, request.nextUrl.pathname + request.nextUrl.search);
  const substitute = await substituteFor(request);
  const response = substitute
    ? NextResponse.rewrite(new URL(substitute.path, request.url), {
        ...(substitute.status && { status: substitute.status }),
        request: { headers },
      })
    : NextResponse.next({ request: { headers } });
  for (const [name, value] of Object.entries(rate)) response.headers.set(name, value);
  response.headers.set('content-security-policy', policy);
  if (substitute?.status === 503) response.headers.set('retry-after', String(DATABASE_RETRY_SECONDS));
  else await renewSessionCookie(request, response, runtime());
  return response;
}

// Not for files. For routes only on cross-origin requests, because this costs more than a small route; never for uploads,
// which Next would buffer in memory for this hook and truncate at 10 MB.
export const config = {
  matcher: [
    '/((?!api(?:/|$)|metrics$|_next/static|_next/image|favicon.ico|icon.svg|icon-192.png|icon-512.png|icon-maskable-512.png|sw.js|apple-touch-icon.png|manifest.webmanifest|robots.txt|share/[^/]+/image\\.png$).*)',
    { source: '/api/((?!import(?:/\\d+/events)?$).*)', has: [{ type: 'header', key: 'origin' }] },
    // Percent signs that may mean nothing.
    '/(.*%.*)',
  ],
};
