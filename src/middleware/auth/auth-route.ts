import { stringifySetCookie } from 'cookie';
import { after } from 'next/server';
import { z } from 'zod';
import { AppError } from '@/lib/app-error';
import { HOME } from '@/lib/shared/auth/home';
import { authOptions } from '@/middleware/auth/auth-options';
import {
  type AuthAnswer,
  type AuthCall,
  callNextAuth,
  returnPage,
  withOwnProof,
} from '@/middleware/auth/call-next-auth';
import type { SignInAttempt } from '@/middleware/auth/sign-in-attempt';
import {
  errorFields,
  failureOfOauthError,
  isProtocolError,
  oauthError,
  type SignInFailure,
  signInFailure,
} from '@/middleware/auth/sign-in-failure';
import { handleRequest, type RequestContext } from '@/middleware/handle-request';
import { limitAddress } from '@/middleware/rate-limit';
import { parseJsonBody, readBody } from '@/middleware/request-body';
import type { DescribedRoute, RouteHandler } from '@/middleware/route';
import { foreignOrigin, originOf } from '@/middleware/same-origin';
import { cookieNames, parseCookies, sessionCookie } from '@/middleware/session-cookie';

const MAX_BODY_BYTES = 10_000;
const ONE_HOUR_SECONDS = 3_600;
const LONGEST_ZONE = 100;

// Only listed addresses exist: next-auth's others would, for example, write a caller's text into our log.
const ACTIONS: Record<string, readonly string[]> = {
  GET: ['signin', 'callback', 'csrf', 'session', 'providers', 'error', 'signout'],
  POST: ['signin', 'signout', 'session'],
};

const routeParams = z.object({ nextauth: z.array(z.string()).min(1).max(2) });

/** `/api/auth/*`: next-auth behind our own origin checks, and with our own error messages. */
export const authRoute: DescribedRoute = Object.assign(
  (request: Request, route?: { params: Promise<unknown> }) => signIn(request, route),
  {
    access: 'public' as const,
    shape: {
      summary: 'Sign-in and sign-out with Spotify, for browsers',
      params: z.object({ nextauth: z.string().describe('signin/spotify, callback/spotify, session, …') }),
      answers: { 200: z.unknown(), 302: null },
      errors: [403, 404],
    },
  },
);

const signIn: RouteHandler = (request, route) =>
  handleRequest(request, async (context) => {
    await limitAddress(context, { rate: 'lenient' });
    const params = routeParams.safeParse(await route?.params);
    const segments = params.data?.nextauth ?? [];
    const action = segments[0] ?? '';
    if (!ACTIONS[request.method]?.includes(action))
      throw new AppError('NOT_FOUND', 'There is no such address.');
    const url = new URL(request.url);
    const refusal = url.searchParams.get('error');
    if (action === 'callback' && refusal !== null) return refused(context, refusal);
    const call = await readCall(context, segments, url);
    const attempt: SignInAttempt = { userId: null, error: undefined };
    const { env, afterResponse = after } = context.runtime;
    const timeZone = call.cookies[cookieNames(env.appUrl).timeZone] ?? null;
    const options = authOptions({ env, deps: context.deps, action, timeZone, attempt, afterResponse });
    const answered = await callNextAuth(call, options);
    const setCookies = [...answered.setCookies, ...zoneCookie(action, call, env.appUrl)];
    return toResponse(action, { ...answered, setCookies }, attempt, context);
  });

/** Stores the time zone of the form, not validated yet, until the listener returns from Spotify. */
function zoneCookie(action: string, { body: { tz } }: AuthCall, appUrl: string): string[] {
  if (action !== 'signin' || typeof tz !== 'string' || tz === '' || tz.length > LONGEST_ZONE) return [];
  const options = { ...sessionCookie(appUrl).options, maxAge: ONE_HOUR_SECONDS };
  return [stringifySetCookie(cookieNames(appUrl).timeZone, tz, options)];
}

async function readCall(
  { request, runtime }: RequestContext,
  segments: string[],
  url: URL,
): Promise<AuthCall> {
  const { appUrl, authSecret } = runtime.env;
  const call: AuthCall = {
    method: request.method,
    segments,
    // next-auth would pass any other query parameter of a sign-in on to Spotify.
    query: request.method === 'GET' ? withoutOddAddress(Object.fromEntries(url.searchParams)) : {},
    body: {},
    cookies: withoutOddAddress(parseCookies(request.headers)),
    headers: Object.fromEntries(request.headers),
  };
  if (request.method !== 'POST') return call;
  const origin = originOf(request.headers, runtime.env);
  if (origin === 'foreign') throw foreignOrigin(runtime.env);
  const body = await readForm(request);
  const callbackUrl = body.callbackUrl || (segments[0] === 'signin' ? HOME : '/');
  const posted = { ...call, body: { ...body, callbackUrl } };
  return origin === 'own' ? withOwnProof(posted, authSecret, appUrl) : posted;
}

/** Drops an invalid return address: next-auth would treat it as an internal error. */
function withoutOddAddress<T extends string | undefined>(fields: Record<string, T>): Record<string, T> {
  const isAddress = (value: string) =>
    value.startsWith('/') || (/^https?:/.test(value) && URL.canParse(value));
  const isOdd = ([name, value]: [string, T]) => /(^|\.)callback-?url$/i.test(name) && !isAddress(value ?? '');
  return Object.fromEntries(Object.entries(fields).filter((field) => !isOdd(field)));
}

const formSchema = z.record(z.string(), z.unknown());

async function readForm(request: Request): Promise<Record<string, unknown>> {
  const text = await readBody(request, MAX_BODY_BYTES);
  const isJson = request.headers.get('content-type')?.includes('application/json') ?? false;
  const parsed = formSchema.safeParse(
    isJson ? parseJsonBody(text) : Object.fromEntries(new URLSearchParams(text)),
  );
  if (!parsed.success) throw new AppError('BAD_REQUEST', 'The body is not a form.');
  return parsed.data;
}

function toResponse(
  action: string,
  { status, location, setCookies, body }: AuthAnswer,
  attempt: SignInAttempt,
  context: RequestContext,
): Response {
  if (attempt.error !== undefined) {
    // Reading the session failed, which must not look like "signed out".
    if (action === 'session') throw attempt.error;
    // A forged `state` is the caller's error, not ours.
    const level = isProtocolError(attempt.error) ? 'warn' : 'error';
    context.deps.logger[level]({ ...errorFields(attempt.error), action }, 'A sign-in or sign-out failed');
    return toLanding(signInFailure(attempt.error), context);
  }
  if (status >= 400) throw new AppError('BAD_REQUEST', 'This address is only used during a sign-in.');
  const headers = new Headers();
  for (const cookie of setCookies) headers.append('set-cookie', cookie);
  if (location !== null) headers.set('location', location);
  if (body === undefined) return new Response(null, { status, headers });
  return typeof body === 'string'
    ? new Response(body, { status, headers })
    : Response.json(body, { status, headers });
}

/** Spotify returned an error instead of a code; next-auth would log its whole text. */
function refused(context: RequestContext, text: string): Response {
  const code = oauthError(text);
  context.deps.logger.warn({ code }, 'spotify refused sign-in');
  return toLanding(failureOfOauthError(code), context);
}

/** The landing page gives the reason, and its next sign-in ends on the page that this one was for. */
function toLanding(error: SignInFailure, { request, runtime }: RequestContext): Response {
  const next = returnPage(parseCookies(request.headers), runtime.env.appUrl);
  const query = new URLSearchParams({ error, ...(next === null || next === HOME ? {} : { next }) });
  return new Response(null, { status: 302, headers: { location: `/?${query}` } });
}
