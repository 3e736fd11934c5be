import { askWithCredentials, type CredentialsAnswer } from '@/lib/spotify/app-credentials';
import type { SpotifySettings } from '@/lib/spotify/client';
import { type Finding, fine, problem, warning } from './finding';

export interface SpotifyDeps {
  fetch: typeof fetch;
  spotify: Pick<SpotifySettings, 'clientId' | 'clientSecret' | 'accountsUrl'>;
}

/** Whether Spotify answers, and takes the app's id and secret. */
export async function checkSpotify({ fetch: fetcher, spotify }: SpotifyDeps): Promise<Finding[]> {
  return [findingOf(await askWithCredentials(fetcher, spotify))];
}

function findingOf(answer: CredentialsAnswer): Finding {
  switch (answer.kind) {
    case 'accepted':
      return fine('Spotify accepts the client id and secret.');
    case 'refused':
      return problem(
        `Spotify refuses the client id and secret: ${answer.reason}.`,
        'Copy both again from your app at https://developer.spotify.com/dashboard into SPOTIFY_CLIENT_ID and SPOTIFY_CLIENT_SECRET.',
      );
    case 'rate_limited':
      return warning(
        'Spotify rate-limits this app at the moment.',
        'Nothing: polls go on when the pause is over.',
      );
    case 'unreachable':
      return problem(
        `Spotify cannot be reached: ${answer.reason}.`,
        'See whether this machine reaches the internet (DNS, firewall, proxy), and https://status.spotify.dev.',
      );
  }
}
