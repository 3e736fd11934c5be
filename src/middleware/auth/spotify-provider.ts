import type { Profile } from 'next-auth';
import type { OAuthConfig } from 'next-auth/providers/oauth';
import { AppError } from '@/lib/app-error';
import type { Env } from '@/lib/env';
import { SCOPES } from '@/lib/shared/auth/scopes';
import { SECOND } from '@/lib/shared/time';
import { readAnswerText } from '@/lib/streams/read-answer-text';
import { remembering, type SignInAttempt } from '@/middleware/auth/sign-in-attempt';
import { type SpotifyProfile, spotifyProfile } from '@/middleware/auth/spotify-profile';

const TIMEOUT_MS = 10 * SECOND;

/** Spotify as next-auth sees it: addresses from the environment, state and PKCE checked. */
export function spotifyProvider(
  spotify: Env['spotify'],
  attempt: SignInAttempt,
): OAuthConfig<SpotifyProfile> {
  return {
    id: 'spotify',
    name: 'Spotify',
    type: 'oauth',
    clientId: spotify.clientId,
    clientSecret: spotify.clientSecret,
    checks: ['pkce', 'state'],
    authorization: {
      url: `${spotify.accountsUrl}/authorize`,
      params: { scope: SCOPES.map(({ scope }) => scope).join(' ') },
    },
    token: `${spotify.accountsUrl}/api/token`,
    userinfo: {
      url: `${spotify.apiUrl}/v1/me`,
      request: ({ tokens }) => remembering(attempt, fetchProfile(spotify.apiUrl, tokens.access_token ?? '')),
    },
    httpOptions: { timeout: TIMEOUT_MS },
    profile: ({ id, display_name, images }) => ({ id, name: display_name, image: images?.[0]?.url ?? null }),
  };
}

/**
 * The profile of the listener who signed in. Bypasses the rate-limit pause gate: a sign-in never waits for it.
 * FORBIDDEN when Spotify does not serve this listener through this app, UNAVAILABLE when its answer is unusable.
 */
async function fetchProfile(apiUrl: string, accessToken: string): Promise<Profile> {
  const response = await fetch(`${apiUrl}/v1/me`, {
    headers: { authorization: `Bearer ${accessToken}`, accept: 'application/json' },
    redirect: 'error',
    cache: 'no-store',
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  if (response.status === 403)
    throw new AppError('FORBIDDEN', 'Spotify does not serve this listener to this app');
  if (!response.ok)
    throw new AppError('UNAVAILABLE', `Spotify answered ${response.status} when asked who signed in`);
  const profile = spotifyProfile.parse(JSON.parse((await readAnswerText(response)) ?? ''));
  return { ...profile, email: profile.email ?? undefined };
}
