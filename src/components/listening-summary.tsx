import type { Dashboard } from '@/lib/shared/dashboard';
import type { ReaderFormat } from '@/lib/shared/format';
import { FigureLink, HeroFigure } from './hero-figure';

interface ListeningSummaryProps {
  totals: NonNullable<Dashboard['totals']>;
  format: ReaderFormat;
}

/** All time in one figure and one sentence. Says how the time is known, because Spotify does not report it. */
export function ListeningSummary({ totals, format }: ListeningSummaryProps) {
  const { figure, unit } = format.listened(totals.listenedMs);
  return (
    <div>
      <HeroFigure figure={figure} unit={unit}>
        of listening since {format.day(totals.firstPlayAt)}:{' '}
        <FigureLink href="#last-played">{format.count(totals.plays, 'play')}</FigureLink> of{' '}
        <FigureLink href="#tracks">{format.count(totals.tracks, 'track')}</FigureLink> by{' '}
        <FigureLink href="#artists">{format.count(totals.artists, 'artist')}</FigureLink>.
      </HeroFigure>
      <p className="mt-3 max-w-[68ch] text-[13px] text-soft">
        Listening time is estimated: Spotify does not report it, so a play counts as long as its track, or as
        the time since the play before it where that is shorter.
      </p>
    </div>
  );
}
