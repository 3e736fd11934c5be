import { EntityExclusionNote } from '@/components/history/entity-exclusion-note';
import { playsHref } from '@/components/shell/page-links';
import { outlineButton } from '@/components/ui/button-style';
import { CoverArt } from '@/components/ui/cover-art';
import { Name, Names } from '@/components/ui/named';
import { PageLink } from '@/components/ui/page-link';
import { PageTitle } from '@/components/ui/page-title';
import type { EntityKind } from '@/lib/shared/analytics/statistics';
import type { ReaderFormat } from '@/lib/shared/format';
import type { EntityExclusion } from '@/lib/shared/history/exclusion';
import { SpotifyButton } from './spotify-button';

interface LeftOutViewProps {
  entity: { kind: EntityKind; id: number };
  about: {
    name: string;
    artists: string[];
    imageUrl: string | null;
    spotifyId: string | null;
    plays: number;
  };
  exclusion: EntityExclusion;
  format: ReaderFormat;
}

/** An artist, album or track none of whose plays count: it has no figures, and its plays are a link away. */
export function LeftOutView({ entity, about, exclusion, format }: LeftOutViewProps) {
  const { name, artists, imageUrl, spotifyId, plays } = about;
  return (
    <>
      <div className="grid grid-cols-[96px_minmax(0,1fr)] items-end gap-5 wrap-anywhere">
        <CoverArt imageUrl={imageUrl} name={name} size={96} />
        <PageTitle title={<Name>{name}</Name>}>
          {artists.length > 0 ? (
            <>
              by <Names names={artists} />.{' '}
            </>
          ) : null}
          {format.count(plays, 'play')}
          {exclusion.id === null
            ? `, ${plays === 1 ? 'which does not count' : 'none of which count'} in your statistics.`
            : `, ${plays === 1 ? '' : 'all '}left out of statistics.`}
        </PageTitle>
      </div>
      <div className="flex flex-wrap gap-2">
        <PageLink href={playsHref({ entity })} className={outlineButton}>
          See {plays === 1 ? 'this play' : 'these plays'} in History
        </PageLink>
        <SpotifyButton kind={entity.kind} spotifyId={spotifyId} />
      </div>
      {exclusion.id === null ? (
        <p className="text-sm">
          {exclusion.isFollowing ? 'Figures are being recalculated. ' : ''}
          <PageLink href="/me#exclusions">What is left out of statistics</PageLink>
        </p>
      ) : (
        <EntityExclusionNote entity={entity} exclusion={exclusion} />
      )}
    </>
  );
}
