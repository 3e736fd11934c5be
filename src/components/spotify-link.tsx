import type { ReactNode } from 'react';

interface SpotifyLinkProps {
  kind: 'track' | 'artist';
  spotifyId: string | null;
  name: string;
  className?: string;
  children?: ReactNode;
}

/** The name, linked to the same thing on Spotify; plain text for what Spotify does not know. The whole name is the title. */
export function SpotifyLink({ kind, spotifyId, name, className = '' }: SpotifyLinkProps) {
  const shape = `truncate font-[550] ${className}`;
  if (!spotifyId) {
    return (
      <span title={name} className={shape}>
        {name}
      </span>
    );
  }
  return (
    <a
      href={`https://open.spotify.com/${kind}/${encodeURIComponent(spotifyId)}`}
      title={name}
      rel="noreferrer"
      className={`${shape} no-underline hover:underline focus-visible:whitespace-normal`}
    >
      {name}
    </a>
  );
}
