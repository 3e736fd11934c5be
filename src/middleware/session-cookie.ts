import type { NextRequest, NextResponse } from 'next/server';
import { SESSION_MS } from '@/services/account-service';

/** Behind https the cookie has the prefix that browsers refuse to take over plain http. */
export function sessionCookie(appUrl: string) {
  const secure = appUrl.startsWith('https://');
  return {
    name: `${secure ? '__Secure-' : ''}next-auth.session-token`,
    options: { httpOnly: true, sameSite: 'lax', path: '/', secure } as const,
    maxAgeSeconds: SESSION_MS / 1000,
  };
}

/** The cookies of a request, decoded; one that cannot be decoded is left out. */
export function parseCookies(headers: Pick<Headers, 'get'>): Record<string, string> {
  const cookies = new Map<string, string>();
  for (const pair of (headers.get('cookie') ?? '').split(';')) {
    const equals = pair.indexOf('=');
    const name = pair.slice(0, Math.max(0, equals)).trim();
    const value = decode(pair.slice(equals + 1).trim());
    if (name !== '' && value !== null) cookies.set(name, value);
  }
  return Object.fromEntries(cookies);
}

function decode(value: string): string | null {
  try {
    return decodeURIComponent(value);
  } catch {
    return null;
  }
}

/** The session's token of a request; null when there is none. */
export const sessionToken = (headers: Pick<Headers, 'get'>, appUrl: string): string | null =>
  parseCookies(headers)[sessionCookie(appUrl).name] || null;

export const RENEWED = 'session-renewed';
const A_DAY_SECONDS = 86_400;

/**
 * Lets the browser keep the session's cookie for another 30 days, once a day, when a page is opened: pages can lengthen
 * the session in the database but cannot set cookies. A session that has ended is not kept.
 */
export async function renewSessionCookie(
  request: NextRequest,
  response: NextResponse,
  appUrl: string,
  isOpen: (token: string) => Promise<boolean>,
): Promise<void> {
  const { name, options, maxAgeSeconds } = sessionCookie(appUrl);
  const token = request.cookies.get(name)?.value;
  const opensPage = request.method === 'GET' && request.headers.get('sec-fetch-dest') === 'document';
  if (!token || !opensPage || request.cookies.has(RENEWED) || !(await isOpen(token))) return;
  response.cookies.set(name, token, { ...options, maxAge: maxAgeSeconds });
  response.cookies.set(RENEWED, '1', { ...options, maxAge: A_DAY_SECONDS });
}

/** Has the browser forget that it was signed in. The session itself has ended in the database. */
export function signedOut(response: Response, appUrl: string): Response {
  const { name, options } = sessionCookie(appUrl);
  const secure = options.secure ? '; Secure' : '';
  for (const cookie of [name, RENEWED]) {
    response.headers.append('set-cookie', `${cookie}=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax${secure}`);
  }
  return response;
}
