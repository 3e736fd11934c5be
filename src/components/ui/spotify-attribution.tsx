import { SEPARATOR } from '@/lib/shared/format';
import { SPOTIFY_MARK } from '@/lib/shared/spotify-mark';

/** Required wherever Spotify's metadata or artwork is shown: its logo and a link to it. */
export function SpotifyAttribution() {
  return (
    <footer className="mt-auto flex flex-wrap items-center gap-x-2 gap-y-1 pt-2 text-[0.8125rem] text-soft">
      <SpotifyMark />
      <span>
        Metadata and artwork from Spotify
        <span aria-hidden="true">{SEPARATOR}</span>
        <a href="https://open.spotify.com/" rel="noreferrer" className="inline-block leading-6">
          Open Spotify
        </a>
      </span>
    </footer>
  );
}

function SpotifyMark() {
  return (
    <svg width="21" height="21" viewBox="0 0 24 24" role="img" aria-label="Spotify" className="fill-current">
      <path d={SPOTIFY_MARK} />
    </svg>
  );
}
