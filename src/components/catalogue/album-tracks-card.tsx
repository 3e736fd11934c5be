import type { ReactNode } from 'react';
import { rangeWithin } from '@/components/analytics/range-labels';
import { PlayBar } from '@/components/charts/play-bar';
import { entityHref, playsHref, spotifyHref } from '@/components/shell/page-links';
import { Card } from '@/components/ui/card';
import { PageLink } from '@/components/ui/page-link';
import type { Range } from '@/lib/shared/analytics/range';
import type { TrackOfAlbum } from '@/lib/shared/catalogue/entity-page';
import type { ReaderFormat } from '@/lib/shared/format';
import { plural } from '@/lib/shared/plural';
import { type AlbumDisc, albumOrder } from './album-places';
import { EntityLink } from './entity-link';

interface AlbumTracksCardProps {
  tracks: TrackOfAlbum[];
  totalTracks: number | null;
  /** Whether it stands in two columns where there is room. */
  isWide: boolean;
  range: Range;
  format: ReaderFormat;
}

/** An album in its order, with the plays of the range; what was never played is named where Spotify has named it. */
export function AlbumTracksCard({ tracks, totalTracks, isWide, range, format }: AlbumTracksCardProps) {
  if (tracks.length === 0) return null;
  const { discs, more } = albumOrder(tracks, totalTracks);
  const shown = { range, format, largest: Math.max(...tracks.map(({ plays }) => plays)) };
  const toSpotify = tracks.some(({ status }) => status === 'unplayed')
    ? '. Unplayed tracks open on Spotify.'
    : '';
  const note = `In album order, with plays ${rangeWithin(range, format.locale)}${toSpotify}`;
  return (
    <Card id="tracks" title="Tracks" note={note}>
      <div className={isWide ? 'gap-x-12 wide:columns-2' : ''}>
        {discs.map(({ disc, places }) => (
          <div key={disc} className="not-first:mt-4">
            {discs.length > 1 || disc > 1 ? (
              <h3 className="break-after-avoid pb-1 text-[0.8125rem] text-soft">
                Disc {format.number(disc)}
              </h3>
            ) : null}
            <Places places={places} {...shown} />
          </div>
        ))}
      </div>
      {more > 0 ? (
        <p className="mt-2 text-[0.8125rem] text-soft">
          And {format.count(more, 'more track')}, not played yet.
        </p>
      ) : null}
    </Card>
  );
}

interface ShownProps {
  range: Range;
  largest: number;
  format: ReaderFormat;
}

const Places = ({ places, ...shown }: ShownProps & Pick<AlbumDisc, 'places'>) => (
  <ol className="*:grid *:min-h-[42px] *:break-inside-avoid *:grid-cols-[26px_minmax(0,1fr)_84px] *:items-center *:gap-3 *:py-[3px]">
    {places.map(({ number, track }) => (
      <li key={track?.id ?? `empty ${number}`}>
        <span className="text-right text-soft">{number === null ? '–' : shown.format.number(number)}</span>
        {track ? (
          <Track track={track} {...shown} />
        ) : (
          <span className="col-span-2 text-soft">Not played yet</span>
        )}
      </li>
    ))}
  </ol>
);

type TrackProps = ShownProps & { track: TrackOfAlbum };

/** Name, and its figure or why it has none. */
function Track({ track, ...shown }: TrackProps) {
  const { id, spotifyId, name, status } = track;
  const href = entityHref('release', id, shown.range);
  if (status === 'unplayed')
    return (
      <>
        <EntityLink href={spotifyId && spotifyHref('track', spotifyId)} name={name} className="text-soft" />
        <Without>not played</Without>
      </>
    );
  if (status === 'elsewhere')
    return (
      <>
        <span className="grid min-w-0 leading-[1.35]">
          <EntityLink href={href} name={name} />
          <span className="text-[0.8125rem] text-soft">Played from another release</span>
        </span>
        <Without>
          0 <span className="sr-only">plays of {name} from this album</span>
        </Without>
      </>
    );
  return (
    <>
      <EntityLink href={href} name={name} />
      {status === 'left_out' ? <Without>left out</Without> : <Plays track={track} {...shown} />}
    </>
  );
}

const Without = ({ children }: { children: ReactNode }) => (
  <span className="text-right text-soft whitespace-nowrap">{children}</span>
);

function Plays({ track: { id, name, plays }, range: { from, to }, largest, format }: TrackProps) {
  return (
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
      <PlayBar value={plays} largest={largest} />
    </span>
  );
}
