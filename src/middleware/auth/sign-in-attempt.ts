import type { Account } from 'next-auth';
import { z } from 'zod';
import { SECOND } from '@/lib/shared/time';
import { toExpiry } from '@/lib/spotify/client';
import { spotifyProfile } from '@/middleware/auth/spotify-profile';
import type { SpotifySignIn } from '@/services/account-service';

/** The state of one request to the sign-in routes; next-auth itself passes nothing from step to step. */
export interface SignInAttempt {
  /** Set once the sign-in is stored. */
  userId: number | null;
  /** The first thing that went wrong; next-auth would swallow it. */
  error: unknown;
}

/** Runs one step and remembers its error, which is thrown on. */
export async function remembering<T>(attempt: SignInAttempt, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    attempt.error ??= error;
    throw error;
  }
}

const tokens = z.object({
  access_token: z.string().min(1),
  refresh_token: z.string().min(1),
  expires_at: z.number().positive(),
  scope: z.string().default(''),
});

/** The sign-in as input of the account service. `isPicture`: whose pictures are taken. Throws when Spotify's answer lacks a required field. */
export function toSpotifySignIn(
  account: Account | null,
  rawProfile: unknown,
  isPicture: (url: string) => boolean,
): SpotifySignIn {
  const profile = spotifyProfile.parse(rawProfile);
  const granted = tokens.parse(account);
  return {
    spotifyId: profile.id,
    spotifyAccountId: profile.account_id,
    name: profile.display_name,
    email: profile.email,
    image: profile.images?.find(({ url }) => isPicture(url))?.url ?? null,
    accessToken: granted.access_token,
    refreshToken: granted.refresh_token,
    tokenExpiresAt: toExpiry(granted.expires_at * SECOND),
    scope: granted.scope,
  };
}
