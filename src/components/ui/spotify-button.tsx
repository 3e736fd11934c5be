import { spotifyHref } from '@/components/shell/page-links';
import type { EntityKind } from '@/lib/shared/analytics/statistics';
import { outlineButton } from './button-style';

/** The way back to the same thing on Spotify; nothing for what Spotify does not know. */
export function SpotifyButton({ kind, spotifyId }: { kind: EntityKind; spotifyId: string | null }) {
  if (!spotifyId) return null;
  return (
    <a href={spotifyHref(kind, spotifyId)} rel="noreferrer" className={outlineButton}>
      Open in Spotify
    </a>
  );
}
