'use client';

import { useEffect, useState } from 'react';
import { EntityLink } from '@/components/catalogue/entity-link';
import { spotifyHref } from '@/components/shell/page-links';
import { CoverArt } from '@/components/ui/cover-art';
import { Names } from '@/components/ui/named';
import type { NowPlaying } from '@/lib/shared/archival/now-playing';
import { browserPlaying, followPlaying, type NowPlayingIo, type PlayingTrack } from './now-playing-io';

/** What plays at this moment. Its place is kept when nothing does, so that nothing below it moves. */
export function NowPlayingLine({ io = browserPlaying }: { io?: NowPlayingIo }) {
  const [track, setTrack] = useState<PlayingTrack>();
  useEffect(() => followPlaying(io, setTrack), [io]);
  return (
    <section
      aria-label="Now playing"
      className="mb-3 border-b border-line pb-3 print:hidden noscript:hidden in-data-offline:hidden"
    >
      <h3 className="mb-2 text-[0.8125rem] font-medium text-soft">Now</h3>
      <div className="flex h-16 items-center gap-3 two:h-11">
        {typeof track === 'object' && track !== null ? (
          <Playing track={track} />
        ) : (
          <p className="text-soft">{silenceLabel(track)}</p>
        )}
      </div>
    </section>
  );
}

/** Why no track is shown; undefined before the first answer. */
function silenceLabel(track: null | 'unknown' | undefined): string {
  if (track === undefined) return 'Asking Spotify…';
  return track === null ? 'Nothing is playing.' : 'Spotify could not be asked just now.';
}

const Playing = ({ track }: { track: NonNullable<NowPlaying['track']> }) => (
  <>
    <CoverArt imageUrl={track.imageUrl} name={track.name} />
    <p className="grid min-w-0 leading-[1.35]">
      <EntityLink
        href={spotifyHref('track', track.spotifyId)}
        name={track.name}
        className="two:line-clamp-1"
      />
      <span className="truncate text-[0.8125rem] text-soft">
        <Names names={track.artists} />
      </span>
    </p>
  </>
);
