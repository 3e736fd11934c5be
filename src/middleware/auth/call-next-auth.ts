import { hash, randomBytes } from 'node:crypto';
import type { NextApiRequest, NextApiResponse } from 'next';
import NextAuth, { type AuthOptions } from 'next-auth';
import { cookieNames } from '@/middleware/session-cookie';

/** The parts of a request that next-auth reads. */
export interface AuthCall {
  method: string;
  /** Behind `/api/auth/`, e.g. `['callback', 'spotify']`. */
  segments: string[];
  query: Record<string, string>;
  body: Record<string, unknown>;
  cookies: Record<string, string | undefined>;
  headers: Record<string, string>;
}

/** Its answer. */
export interface AuthAnswer {
  status: number;
  location: string | null;
  setCookies: string[];
  /** Undefined when there is none. */
  body: unknown;
}

/**
 * Calls next-auth through its Node API, not the one for route handlers, which reads the cookies from Next itself, so that
 * our check could not replace its own (see `withOwnProof`), and which works inside Next only.
 */
export async function callNextAuth(call: AuthCall, options: AuthOptions): Promise<AuthAnswer> {
  const answer: AuthAnswer = { status: 200, location: null, setCookies: [], body: undefined };
  const request = { ...call, query: { ...call.query, nextauth: call.segments } };
  const response = {
    status(code: number) {
      answer.status = code;
      return response;
    },
    getHeader: (name: string) => (name.toLowerCase() === 'set-cookie' ? answer.setCookies : undefined),
    setHeader(name: string, value: string | string[]) {
      if (name.toLowerCase() === 'set-cookie') answer.setCookies = [value].flat();
      if (name.toLowerCase() === 'location') answer.location = String(value);
      return response;
    },
    json: (body: unknown) => {
      answer.body = body;
    },
    send: (body: unknown) => {
      answer.body = body;
    },
    end: () => {},
  };
  await NextAuth(request as unknown as NextApiRequest, response as unknown as NextApiResponse, options);
  return answer;
}

/**
 * The request with a matching CSRF token and cookie. Only for a request whose headers, which no page can forge, prove that
 * it comes from our own pages: then a form needs no token, and works before any script has run.
 */
export function withOwnProof(call: AuthCall, secret: string, appUrl: string): AuthCall {
  const csrfToken = randomBytes(32).toString('hex');
  const proof = hash('sha256', `${csrfToken}${secret}`);
  return {
    ...call,
    body: { ...call.body, csrfToken },
    cookies: { ...call.cookies, [cookieNames(appUrl).csrfToken]: `${csrfToken}|${proof}` },
  };
}

/** The page of ours, e.g. `/history?q=blink`, on which the sign-in under way is to end; null when its cookie names none. */
export function returnPage(cookies: AuthCall['cookies'], appUrl: string): string | null {
  const address = cookies[cookieNames(appUrl).callbackUrl] ?? '';
  if (!URL.canParse(address)) return null;
  const { origin, pathname, search } = new URL(address);
  return origin === new URL(appUrl).origin ? pathname + search : null;
}
