import { refusedRedirectUri } from '@/lib/spotify/app-credentials';
import type { SpotifyDeps } from './check-spotify';
import { type Finding, fine, problem, warning } from './finding';

const DASHBOARD = 'https://developer.spotify.com/dashboard';
const LOOPBACK = ['127.0.0.1', '[::1]'];

export interface RedirectDeps extends SpotifyDeps {
  /** NEXTAUTH_URL. */
  appUrl: string;
  port: number;
}

/** Whether Spotify can send listeners back to NEXTAUTH_URL after their consent. */
export async function checkRedirectUri({
  fetch: fetcher,
  spotify,
  appUrl,
  port,
}: RedirectDeps): Promise<Finding[]> {
  const redirectUri = `${appUrl}/api/auth/callback/spotify`;
  const { protocol, hostname, port: named } = new URL(appUrl);
  const isLoopback = LOOPBACK.includes(hostname);
  if (protocol !== 'https:' && !isLoopback) {
    const remedy = `Set NEXTAUTH_URL to an https address, or to http://127.0.0.1:${port} on your own machine.`;
    return [problem(`Spotify does not accept ${protocol}//${hostname} as a redirect URI.`, remedy)];
  }
  const refused = await refusedRedirectUri(fetcher, spotify, redirectUri);
  if (refused !== null) {
    const remedy = `Enter exactly ${redirectUri} under "Redirect URIs" of your app at ${DASHBOARD}.`;
    return [problem(`Spotify refuses ${redirectUri}: ${refused}.`, remedy)];
  }
  const elsewhere = isLoopback && protocol === 'http:' && Number(named || 80) !== port;
  return [
    fine(`Your app at ${DASHBOARD} must have this redirect URI: ${redirectUri}`),
    ...(elsewhere
      ? [
          warning(
            `The server listens on port ${port}, and NEXTAUTH_URL names port ${named || 80}.`,
            'Unless a container or a proxy translates the port, make both the same.',
          ),
        ]
      : []),
  ];
}
