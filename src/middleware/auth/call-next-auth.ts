import { createHash, randomBytes } from 'node:crypto';
import type { NextApiRequest, NextApiResponse } from 'next';
import NextAuth, { type AuthOptions } from 'next-auth';

/** What next-auth reads of a request. */
export interface AuthCall {
  method: string;
  /** Behind `/api/auth/`, e.g. `['callback', 'spotify']`. */
  segments: string[];
  query: Record<string, string>;
  body: Record<string, unknown>;
  cookies: Record<string, string | undefined>;
  headers: Record<string, string>;
}

/** What it answers. */
export interface AuthAnswer {
  status: number;
  location: string | null;
  setCookies: string[];
  /** Undefined when there is none. */
  body: unknown;
}

/**
 * Calls next-auth through its Node door, not the one for route handlers: that one takes the cookies from Next itself, so
 * that no check of ours could stand in for its own (see `withOwnProof`), and it runs inside Next only.
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
 * The request with a CSRF token and its cookie that fit together. Only for a request whose headers, which no page can
 * forge, say that it comes from our own pages: then a form needs no token, and works before any script has run.
 */
export function withOwnProof(call: AuthCall, secret: string, secure: boolean): AuthCall {
  const csrfToken = randomBytes(32).toString('hex');
  const hash = createHash('sha256').update(`${csrfToken}${secret}`).digest('hex');
  const cookie = `${secure ? '__Host-' : ''}next-auth.csrf-token`;
  return {
    ...call,
    body: { ...call.body, csrfToken },
    cookies: { ...call.cookies, [cookie]: `${csrfToken}|${hash}` },
  };
}
