import { spotifyHref } from '@/components/shell/page-links';
import { outlineButton } from '@/components/ui/button-style';
import type { EntityKind } from '@/lib/shared/analytics/statistics';

/** A link to the same entity, in a wording of Spotify’s guidelines; nothing where it has no Spotify id. */
export function SpotifyButton({ kind, spotifyId }: { kind: EntityKind; spotifyId: string | null }) {
  if (!spotifyId) return null;
  return (
    <a href={spotifyHref(kind, spotifyId)} rel="noreferrer" className={outlineButton}>
      Listen on Spotify
    </a>
  );
}
