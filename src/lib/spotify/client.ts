import { z } from 'zod';
import { isPictureOf } from '../shared/catalogue/spotify-image';
import { LATEST_INSTANT } from '../shared/history/play-bounds';
import { err, ok, type Result } from '../shared/result';
import { SECOND } from '../shared/time';
import { type ArtistDetails, readArtist, readArtists } from './artist-details';
import { readCurrentlyPlaying } from './currently-playing';
import type { SpotifyFailure } from './failure';
import type { ObservedTrack } from './observed-track';
import type { Pause } from './rate-limit-pause-gate';
import { type RecentPage, readRecentPage } from './recently-played';
import { type RequestDeps, request, type SpotifyAnswer } from './request';
import { readTrack, readTracks } from './track-answers';

export interface SpotifySettings {
  clientId: string;
  clientSecret: string;
  /** e.g. https://accounts.spotify.com, no trailing slash. */
  accountsUrl: string;
  /** e.g. https://api.spotify.com, no trailing slash. */
  apiUrl: string;
  /** Whose pictures are taken beside those of Spotify's hosts: `SPOTIFY_IMAGE_URL`. */
  imageUrl: string;
}

interface RefreshedTokens {
  accessToken: string;
  expiresAt: Date;
  /** Only when Spotify sent a new one; otherwise the old one stays valid. */
  refreshToken?: string;
}

export interface SpotifyClient {
  /** The last 50 plays. Uses no cursor: late plays arrive backdated, before the last one that we saw. */
  recentlyPlayed(accessToken: string): Promise<Result<RecentPage, SpotifyFailure>>;
  /** What plays at this moment. */
  currentlyPlaying(accessToken: string): Promise<Result<{ track: ObservedTrack | null }, SpotifyFailure>>;
  /** Up to 50 artists in one call; `forbidden` in development mode. */
  artists(
    accessToken: string,
    spotifyIds: readonly string[],
  ): Promise<Result<ArtistDetails[], SpotifyFailure>>;
  artist(accessToken: string, spotifyId: string): Promise<Result<ArtistDetails, SpotifyFailure>>;
  /** Up to 50 tracks in one call, without those that Spotify does not know; `forbidden` in development mode. */
  tracks(
    accessToken: string,
    spotifyIds: readonly string[],
  ): Promise<Result<ObservedTrack[], SpotifyFailure>>;
  /** `malformed` for a track that Spotify does not know. */
  track(accessToken: string, spotifyId: string): Promise<Result<ObservedTrack, SpotifyFailure>>;
  refresh(refreshToken: string): Promise<Result<RefreshedTokens, SpotifyFailure>>;
  /** The rate-limit pause of this process; null when it may call. */
  currentPause(): Pause | null;
  /** Takes over the rate-limit pause of another process. */
  pauseUntil(pause: Pause): void;
}

const PAGE_LIMIT = 50;

/** When a token ends, of ms since 1970; an absurd figure must not cost a refresh token that was used up for it. */
export const toExpiry = (at: number): Date => new Date(Math.min(at, LATEST_INSTANT.getTime()));

const tokensSchema = z.object({
  access_token: z.string().min(1),
  expires_in: z.number().positive(),
  refresh_token: z.string().min(1).nullish(),
});

/** A client that never throws for what Spotify answers: failures are values, and a 429 pauses all its calls. */
export function createSpotifyClient(deps: RequestDeps, settings: SpotifySettings): SpotifyClient {
  const api = async <T>(path: string, accessToken: string, read: (answer: SpotifyAnswer) => T | null) => {
    const headers = { authorization: `Bearer ${accessToken}`, accept: 'application/json' };
    const answer = await request(deps, `${settings.apiUrl}${path}`, { headers });
    return answer.ok ? readOr(answer.value, read) : answer;
  };
  const isPicture = isPictureOf(settings.imageUrl);
  return {
    recentlyPlayed: (accessToken) =>
      api(`/v1/me/player/recently-played?limit=${PAGE_LIMIT}`, accessToken, (answer) =>
        readRecentPage(answer, {
          limit: PAGE_LIMIT,
          isPicture,
          now: laterOf(deps.clock.now(), answer.sentAt),
        }),
      ),
    currentlyPlaying: (accessToken) =>
      api('/v1/me/player/currently-playing', accessToken, (answer) =>
        readCurrentlyPlaying(answer, isPicture),
      ),
    artists: (accessToken, ids) =>
      api(`/v1/artists?ids=${ids.map(encodeURIComponent).join(',')}`, accessToken, ({ body }) =>
        readArtists(body, isPicture),
      ),
    artist: (accessToken, id) =>
      api(`/v1/artists/${encodeURIComponent(id)}`, accessToken, ({ body }) => readArtist(body, isPicture)),
    tracks: (accessToken, ids) =>
      api(`/v1/tracks?ids=${ids.map(encodeURIComponent).join(',')}`, accessToken, ({ body }) =>
        readTracks(body, ids, isPicture),
      ),
    track: (accessToken, id) =>
      api(`/v1/tracks/${encodeURIComponent(id)}`, accessToken, ({ body }) => readTrack(body, id, isPicture)),
    refresh: (refreshToken) => refresh(deps, settings, refreshToken),
    currentPause: () => deps.gate.current(),
    pauseUntil: (pause) => deps.gate.pause(pause),
  };
}

/** Where our clock is days behind, as on a board without a battery, what was just played is no play of the future. */
const laterOf = (now: Date, sentAt = now): Date => (sentAt > now ? sentAt : now);

async function refresh(deps: RequestDeps, settings: SpotifySettings, refreshToken: string) {
  const credentials = Buffer.from(`${settings.clientId}:${settings.clientSecret}`).toString('base64');
  const answer = await request(deps, `${settings.accountsUrl}/api/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${credentials}`, 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ grant_type: 'refresh_token', refresh_token: refreshToken }),
  });
  if (!answer.ok) return answer;
  return readOr(answer.value, ({ body }): RefreshedTokens | null => {
    const parsed = tokensSchema.safeParse(body);
    if (!parsed.success) return null;
    const { access_token, expires_in, refresh_token } = parsed.data;
    return {
      accessToken: access_token,
      expiresAt: toExpiry(deps.clock.now().getTime() + expires_in * SECOND),
      ...(refresh_token ? { refreshToken: refresh_token } : {}),
    };
  });
}

function readOr<T>(
  answer: SpotifyAnswer,
  read: (answer: SpotifyAnswer) => T | null,
): Result<T, SpotifyFailure> {
  const value = read(answer);
  return value === null
    ? err({ kind: 'malformed', detail: 'the answer has another shape than documented' })
    : ok(value);
}
