import { parseCookie, stringifySetCookie } from 'cookie';
import { SECOND } from '@/lib/shared/time';
import { SESSION_MS } from '@/services/account/session-token';

/** With https the cookie has the prefix that browsers reject over plain http. */
export function sessionCookie(appUrl: string) {
  const secure = appUrl.startsWith('https://');
  return {
    name: `${secure ? '__Secure-' : ''}next-auth.session-token`,
    options: { httpOnly: true, sameSite: 'lax', path: '/', secure } as const,
    maxAgeSeconds: SESSION_MS / SECOND,
  };
}

/** The cookies of a request, decoded. */
export const parseCookies = (headers: Pick<Headers, 'get'>): Record<string, string | undefined> =>
  parseCookie(headers.get('cookie') ?? '');

/** The session token of a request; null when there is none. */
export const sessionToken = (headers: Pick<Headers, 'get'>, appUrl: string): string | null =>
  parseCookies(headers)[sessionCookie(appUrl).name] || null;

/** Its presence means that the session cookie was renewed within the last day. */
export const RENEWED = 'session-renewed';

/** `set-cookie` headers that delete the session's cookies in the browser. */
export function clearedSessionCookies(appUrl: string): string[] {
  const { name, options } = sessionCookie(appUrl);
  return [name, RENEWED].map((cookie) => stringifySetCookie(cookie, '', { ...options, maxAge: 0 }));
}

/** The response to a request that ended its own session in the database. */
export function signedOut(response: Response, appUrl: string): Response {
  for (const cookie of clearedSessionCookies(appUrl)) response.headers.append('set-cookie', cookie);
  return response;
}
