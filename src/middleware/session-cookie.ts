import { parseCookie, stringifySetCookie } from 'cookie';
import { SECOND } from '@/lib/shared/time';
import { SESSION_MS } from '@/services/account/session-token';

const isSecure = (appUrl: string) => appUrl.startsWith('https://');

/** Over https next-auth's cookies have the prefixes that browsers reject over plain http. */
export function cookieNames(appUrl: string) {
  const secure = isSecure(appUrl) ? '__Secure-' : '';
  const host = isSecure(appUrl) ? '__Host-' : '';
  return {
    session: `${secure}next-auth.session-token`,
    /** Its presence means that the session cookie was renewed within the last day. */
    sessionRenewed: 'session-renewed',
    state: `${secure}next-auth.state`,
    codeVerifier: `${secure}next-auth.pkce.code_verifier`,
    callbackUrl: `${secure}next-auth.callback-url`,
    csrfToken: `${host}next-auth.csrf-token`,
    timeZone: 'tz',
  };
}

export const sessionCookie = (appUrl: string) => ({
  name: cookieNames(appUrl).session,
  options: { httpOnly: true, sameSite: 'lax', path: '/', secure: isSecure(appUrl) } as const,
  maxAgeSeconds: SESSION_MS / SECOND,
});

/** The cookies of a request, decoded. */
export const parseCookies = (headers: Pick<Headers, 'get'>): Record<string, string | undefined> =>
  parseCookie(headers.get('cookie') ?? '');

/** The session token of a request; null when there is none. */
export const sessionToken = (headers: Pick<Headers, 'get'>, appUrl: string): string | null =>
  parseCookies(headers)[cookieNames(appUrl).session] || null;

/** `set-cookie` headers that delete the session's cookies in the browser. */
export function clearedSessionCookies(appUrl: string): string[] {
  const { session, sessionRenewed } = cookieNames(appUrl);
  const options = { ...sessionCookie(appUrl).options, maxAge: 0 };
  return [session, sessionRenewed].map((name) => stringifySetCookie(name, '', options));
}

/** The response to a request that ended its own session in the database. */
export function signedOut(response: Response, appUrl: string): Response {
  for (const cookie of clearedSessionCookies(appUrl)) response.headers.append('set-cookie', cookie);
  return response;
}
