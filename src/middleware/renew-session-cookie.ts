import { stringifySetCookie } from 'cookie';
import type { NextRequest } from 'next/server';
import type { Runtime } from '@/lib/build-deps';
import { DAY, SECOND } from '@/lib/shared/time';
import { clearedSessionCookies, cookieNames, sessionCookie, sessionToken } from '@/middleware/session-cookie';
import { findSession } from '@/services/account-service';

/**
 * Once a day, when a page is opened, extends the session cookie by another 30 days, or clears the cookie of an ended
 * session. This runs before pages because they cannot set cookies.
 */
export async function renewSessionCookie(
  request: Pick<NextRequest, 'method' | 'headers' | 'cookies'>,
  response: Response,
  { env: { appUrl }, deps }: Pick<Runtime, 'env' | 'deps'>,
): Promise<void> {
  const token = sessionToken(request.headers, appUrl);
  const opensPage = request.method === 'GET' && request.headers.get('sec-fetch-dest') === 'document';
  if (token === null || !opensPage || request.cookies.has(cookieNames(appUrl).sessionRenewed)) return;
  try {
    const isOpen = (await findSession(deps, token)) !== null;
    const cookies = isOpen ? renewedSessionCookies(token, appUrl) : clearedSessionCookies(appUrl);
    for (const cookie of cookies) response.headers.append('set-cookie', cookie);
  } catch (error) {
    // Without the database it is unknown whether the session is over; the cookie stays unchanged.
    deps.logger.warn({ err: error }, 'session lookup failed');
  }
}

function renewedSessionCookies(token: string, appUrl: string): string[] {
  const { name, options, maxAgeSeconds } = sessionCookie(appUrl);
  return [
    stringifySetCookie(name, token, { ...options, maxAge: maxAgeSeconds }),
    stringifySetCookie(cookieNames(appUrl).sessionRenewed, '1', { ...options, maxAge: DAY / SECOND }),
  ];
}
