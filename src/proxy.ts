import 'server-only';
import { randomBytes } from 'node:crypto';
import { type NextRequest, NextResponse } from 'next/server';
import { type Env, env } from '@/lib/env';
import { contentSecurityPolicy } from '@/middleware/content-security-policy';
import { REQUEST_ID_HEADER, requestIdOf } from '@/middleware/request-id';
import { renewSessionCookie } from '@/middleware/session-cookie';

/** Runs before every page and route: a request id, the page's security policy, and a longer life for the session cookie. */
export function proxy(request: NextRequest): NextResponse {
  const settings: Env = env();
  const requestId = requestIdOf(request.headers);
  const nonce = randomBytes(16).toString('base64');
  const policy = contentSecurityPolicy(settings, nonce);
  const headers = new Headers(request.headers);
  headers.set(REQUEST_ID_HEADER, requestId);
  // Next reads the nonce for its own scripts out of the policy.
  headers.set('content-security-policy', policy);
  headers.set('x-nonce', nonce);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set(REQUEST_ID_HEADER, requestId);
  response.headers.set('content-security-policy', policy);
  renewSessionCookie(request, response, settings.appUrl);
  return response;
}

export const config = {
  matcher: [
    '/((?!_next/static|_next/image|favicon.ico|icon.svg|apple-touch-icon.png|manifest.webmanifest).*)',
  ],
};
