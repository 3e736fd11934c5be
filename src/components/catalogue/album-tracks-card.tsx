import { rangeTitle } from '@/components/analytics/range-labels';
import { PlayBar } from '@/components/charts/play-bar';
import { entityHref, playsHref } from '@/components/shell/page-links';
import { Card } from '@/components/ui/card';
import { PageLink } from '@/components/ui/page-link';
import type { Range } from '@/lib/shared/analytics/range';
import type { TrackOfAlbum } from '@/lib/shared/catalogue/entity-page';
import type { ReaderFormat } from '@/lib/shared/format';
import { plural } from '@/lib/shared/plural';
import { type AlbumPlace, albumPlaces } from './album-places';
import { EntityLink } from './entity-link';

interface AlbumTracksCardProps {
  tracks: TrackOfAlbum[];
  totalTracks: number | null;
  range: Range;
  format: ReaderFormat;
}

/** An album in its order, with the plays of the range; places that were never played are there without a name. */
export function AlbumTracksCard({ tracks, totalTracks, range, format }: AlbumTracksCardProps) {
  if (tracks.length === 0) return null;
  const largest = Math.max(...tracks.map(({ plays }) => plays));
  const note = `In the order of the album; plays: ${rangeTitle(range, format.locale)}`;
  return (
    <Card id="tracks" title="Tracks" note={note}>
      <ol className="grid gap-1.5">
        {albumPlaces(tracks, totalTracks).map((place) => (
          <li
            key={place.track?.id ?? `empty ${place.number}`}
            className="grid min-h-9 grid-cols-[34px_minmax(0,1fr)_84px] items-center gap-3"
          >
            <span className="text-right text-soft">{placeLabel(place, format)}</span>
            {place.track?.isLeftOut ? (
              <LeftOutTrack track={place.track} range={range} />
            ) : place.track ? (
              <PlayedTrack {...{ range, largest, format }} track={place.track} />
            ) : (
              <span className="col-span-2 text-soft">Not played yet</span>
            )}
          </li>
        ))}
      </ol>
    </Card>
  );
}

/** "3", "2.3" on the second disc */
const placeLabel = ({ number, disc }: AlbumPlace, format: ReaderFormat): string =>
  number === null ? '–' : `${disc === null ? '' : `${disc}.`}${format.number(number)}`;

interface PlayedTrackProps {
  track: TrackOfAlbum;
  range: Range;
  largest: number;
  format: ReaderFormat;
}

/** Name, and why it has no figure. */
const LeftOutTrack = ({ track: { id, name }, range }: Pick<PlayedTrackProps, 'track' | 'range'>) => (
  <>
    <EntityLink href={entityHref('release', id, range)} name={name} />
    <span className="text-right text-soft whitespace-nowrap">left out</span>
  </>
);

/** Name and figure. */
function PlayedTrack({ track: { id, name, plays }, range, largest, format }: PlayedTrackProps) {
  const { from, to } = range;
  return (
    <>
      <EntityLink href={entityHref('release', id, range)} name={name} />
      <span className="grid gap-1 text-right font-[550] whitespace-nowrap">
        {plays === 0 ? (
          <span className="text-soft">
            0 <span className="sr-only">plays of {name}</span>
          </span>
        ) : (
          <PageLink
            href={playsHref({ entity: { kind: 'release', id }, from, to })}
            aria-label={`${format.number(plays)} ${plural(plays, 'play')} of ${name}`}
            className="leading-6 no-underline hover:underline"
          >
            {format.number(plays)}
          </PageLink>
        )}
        <PlayBar value={plays} largest={plays > 0 ? largest : 0} />
      </span>
    </>
  );
}
