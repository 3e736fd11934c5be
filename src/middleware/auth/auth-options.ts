import { randomBytes } from 'node:crypto';
import type { AuthOptions } from 'next-auth';
import { AppError } from '@/lib/app-error';
import type { Deps } from '@/lib/deps';
import type { Env } from '@/lib/env';
import type { Logger } from '@/lib/logger';
import { isPictureOf } from '@/lib/shared/catalogue/spotify-image';
import { DAY } from '@/lib/shared/time';
import { createSessionAdapter } from '@/middleware/auth/session-adapter';
import { type SignInAttempt, toSpotifySignIn } from '@/middleware/auth/sign-in-attempt';
import { errorFields } from '@/middleware/auth/sign-in-failure';
import { spotifyProvider } from '@/middleware/auth/spotify-provider';
import { sessionCookie } from '@/middleware/session-cookie';
import { SESSION_MS } from '@/services/account/session-token';
import { completeSignIn } from '@/services/account-service';
import { storeArchiveRequest } from '@/services/archival-service';
import { publishOrLeave } from '@/services/queue-outbox';

/** One request to `/api/auth/*`. */
export interface AuthRequest {
  env: Env;
  deps: Deps;
  /** The first segment behind `/api/auth/`, e.g. `callback`. */
  action: string;
  /** The browser's time zone, not validated yet. */
  timeZone: string | null;
  attempt: SignInAttempt;
  /** Runs work once the answer is sent. */
  afterResponse: (work: () => Promise<void>) => void;
}

/** next-auth's settings for one request: database sessions, our cookie names, none of its own pages. */
export function authOptions(request: AuthRequest): AuthOptions {
  const { env, deps, action, attempt } = request;
  const { name, options } = sessionCookie(env.appUrl);
  return {
    providers: [spotifyProvider(env.spotify, attempt)],
    adapter: createSessionAdapter(deps, action, attempt),
    secret: env.authSecret,
    useSecureCookies: options.secure,
    cookies: { sessionToken: { name, options } },
    session: {
      strategy: 'database',
      maxAge: SESSION_MS / 1000,
      updateAge: DAY / 1000,
      generateSessionToken: () => randomBytes(32).toString('base64url'),
    },
    pages: { signIn: '/', signOut: '/', error: '/' },
    callbacks: {
      redirect: async ({ url, baseUrl }) => ownAddress(url, baseUrl),
      session: async ({ session, user }) => ({
        user: { name: user.name, image: user.image },
        expires: session.expires,
      }),
      signIn: async ({ account, profile }) => {
        attempt.userId = await storeSignIn(request, () =>
          toSpotifySignIn(account, profile, isPictureOf(env.spotify.imageUrl)),
        );
        return attempt.userId !== null;
      },
    },
    events: { signIn: ({ user }) => startFirstArchive(request, Number(user.id)) },
    logger: authLogger(deps.logger, attempt),
  };
}

/** Returns null, and records why, when the sign-in could not be stored: next-auth would show the reason to anyone. */
async function storeSignIn(
  { deps, timeZone, attempt }: AuthRequest,
  read: () => ReturnType<typeof toSpotifySignIn>,
): Promise<number | null> {
  try {
    const stored = await completeSignIn(deps, read(), timeZone);
    if (stored.ok) return stored.value;
    throw new AppError('CONFLICT', 'The Spotify id of this sign-in is stored for another account id');
  } catch (error) {
    attempt.error ??= error;
    return null;
  }
}

/** A failure here must not fail the sign-in, and it never waits for the queue: the next scheduled sync happens anyway. */
async function startFirstArchive({ deps, afterResponse }: AuthRequest, userId: number): Promise<void> {
  const logFailure = (error: unknown) =>
    deps.logger.error({ err: error, userId }, 'first sync after sign-in could not be queued');
  try {
    await storeArchiveRequest(deps, userId, 'sign_in');
    afterResponse(() => publishOrLeave(deps).catch(logFailure));
  } catch (error) {
    logFailure(error);
  }
}

/** Redirects only to addresses of this application, whatever a form or a link contains. */
function ownAddress(url: string, baseUrl: string): string {
  const target = URL.canParse(url, baseUrl) ? new URL(url, baseUrl) : null;
  return target?.origin === new URL(baseUrl).origin ? target.href : `${baseUrl}/dashboard`;
}

// At debug level next-auth logs tokens and the whole profile, so that level is discarded.
function authLogger(logger: Logger, attempt: SignInAttempt): AuthOptions['logger'] {
  return {
    error: (code, metadata) => {
      const cause = metadata instanceof Error ? metadata : metadata.error;
      attempt.error ??= cause;
      logger.warn({ step: code, ...errorFields(cause) }, 'sign-in step failed');
    },
    warn: (code) => logger.debug({ code }, 'next-auth has a warning'),
    debug: () => {},
  };
}
