import type { ReactNode } from 'react';
import { CoverArt } from '@/components/ui/cover-art';
import { FigureLink } from '@/components/ui/hero-figure';
import { Name } from '@/components/ui/named';
import { yearLabel } from '@/lib/shared/analytics/calendar-days';
import { capitalized } from '@/lib/shared/capitalized';
import type { EntityPage } from '@/lib/shared/catalogue/entity-page';
import { trackLength } from '@/lib/shared/duration-labels';
import { type ReaderFormat, SEPARATOR } from '@/lib/shared/format';
import { listFormatter } from '@/lib/shared/formatters';

interface EntityHeadingProps {
  page: EntityPage;
  format: ReaderFormat;
  /** The sentence about its plays. */
  children: ReactNode;
}

/** Artwork, name, artists, and the sentence about its plays. */
export function EntityHeading({ page, format, children }: EntityHeadingProps) {
  return (
    <header className="grid items-end gap-5 pt-1 two:grid-cols-[auto_minmax(0,1fr)] two:gap-8">
      <div className="w-40 two:w-[220px] [&>*]:h-auto [&>*]:w-full">
        <CoverArt imageUrl={page.imageUrl} name={page.name} size={220} />
      </div>
      <div className="min-w-0">
        <p className="text-[0.8125rem] text-soft">
          {[capitalized(page.kind), ...factsOf(page, format)].join(SEPARATOR)}
        </p>
        <h1 className="mt-1.5 text-[clamp(2rem,9vw,2.5rem)] leading-[1.05] font-semibold tracking-[-0.03em] text-balance wrap-anywhere two:text-[3.5rem]">
          <Name>{page.name}</Name>
        </h1>
        <Makers page={page} />
        <p className="mt-3 max-w-[52ch] text-[1.0625rem] leading-normal two:text-lg">{children}</p>
      </div>
    </header>
  );
}

function factsOf({ kind, releaseDate, durationMs, genres }: EntityPage, format: ReaderFormat): string[] {
  return [
    ...(kind === 'album' && releaseDate
      ? [`released ${yearLabel(`${releaseDate.slice(0, 4)}-01-01`, format.locale)}`]
      : []),
    ...(kind === 'track' && durationMs ? [trackLength(durationMs, format)] : []),
    ...(genres.length > 0 ? [listFormatter(format.locale, { type: 'unit' }).format(genres.slice(0, 4))] : []),
  ];
}

function Makers({ page: { artists, album } }: { page: EntityPage }) {
  if (artists.length === 0) return null;
  return (
    <p className="mt-1.5 text-[1.0625rem] text-soft">
      by{' '}
      {artists.map(({ id, name }, index) => (
        <span key={id}>
          {index > 0 ? ', ' : ''}
          <FigureLink href={`/artist/${id}`}>
            <Name>{name}</Name>
          </FigureLink>
        </span>
      ))}
      {album ? (
        <>
          , on{' '}
          <FigureLink href={`/album/${album.id}`}>
            <Name>{album.name}</Name>
          </FigureLink>
        </>
      ) : null}
    </p>
  );
}
