import { spotifyHref } from '@/components/shell/page-links';
import type { EntityKind } from '@/lib/shared/analytics/statistics';
import { outlineButton } from './button-style';

/** A link to the same entity on Spotify; nothing where it has no Spotify id. */
export function SpotifyButton({ kind, spotifyId }: { kind: EntityKind; spotifyId: string | null }) {
  if (!spotifyId) return null;
  return (
    <a href={spotifyHref(kind, spotifyId)} rel="noreferrer" className={outlineButton}>
      Open in Spotify
    </a>
  );
}
