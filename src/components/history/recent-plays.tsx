import { EntityLink } from '@/components/catalogue/entity-link';
import { spotifyHref } from '@/components/shell/page-links';
import { CoverArt } from '@/components/ui/cover-art';
import { Named } from '@/components/ui/named';
import type { ListedPlay } from '@/lib/shared/analytics/dashboard';
import { playsByDay } from '@/lib/shared/analytics/plays-by-day';
import { isUnknownTrack } from '@/lib/shared/catalogue/unknown-name';
import { type ReaderFormat, SEPARATOR } from '@/lib/shared/format';
import { type NamedText, namesText, plainText } from '@/lib/shared/named-text';
import { DayName } from './day-name';
import { LeftOutLink } from './left-out-link';

interface RecentPlaysProps {
  plays: ListedPlay[];
  /** False where the page says that none of the plays counts. */
  marksLeftOut?: boolean;
  now: Date;
  format: ReaderFormat;
}

/** The latest plays under the days of the listener's own calendar, newest first; those that are left out of statistics say so. */
export function RecentPlays({ plays, marksLeftOut = true, now, format }: RecentPlaysProps) {
  return (
    <div className={`-mb-2.5 flex flex-col ${plays.length > FEW ? 'grow' : ''}`}>
      {playsByDay(plays, now, format).map(({ day, date, plays: ofDay }) => (
        <div key={day} className="flex flex-col not-first:pt-2.5" style={{ flexGrow: ofDay.length }}>
          <h3 className="mb-2 text-[0.8125rem] font-medium text-soft">
            <DayName day={day} date={date} made={now.toISOString()} timeZone={format.timeZone} />
          </h3>
          <ul className="grid grow">
            {ofDay.map((play) => (
              <PlayRow
                key={`${play.playedAt}:${play.trackId}`}
                play={play}
                isMarked={marksLeftOut && play.isLeftOut}
                format={format}
              />
            ))}
          </ul>
        </div>
      ))}
    </div>
  );
}

/** In a card that is stretched the rows share what is left, but so few would stand far apart. */
const FEW = 4;

interface PlayRowProps {
  play: ListedPlay;
  isMarked: boolean;
  format: ReaderFormat;
}

function PlayRow({ play, isMarked, format }: PlayRowProps) {
  const line = makersOf(play);
  return (
    <li className="grid grid-cols-[44px_minmax(0,1fr)_auto] items-center gap-3 pb-2.5">
      <CoverArt imageUrl={play.imageUrl} name={play.name} />
      <span className="grid min-w-0 leading-[1.35]">
        <EntityLink href={hrefOf(play)} name={play.name} />
        <span
          title={plainText(line)}
          className="line-clamp-2 text-[0.8125rem] text-soft wrap-anywhere two:line-clamp-1"
        >
          <Named text={line} />
        </span>
      </span>
      <span className="grid justify-items-end leading-[1.35] text-soft">
        <time dateTime={play.playedAt}>{format.time(play.playedAt)}</time>
        {isMarked ? <LeftOutLink play={play} moment={format.dayAndTime(play.playedAt)} /> : null}
      </span>
    </li>
  );
}

/** The artists, then the album: in the direction of the page, each name in its own. */
const makersOf = ({ artists, albumName }: ListedPlay): NamedText => [
  ...namesText(artists),
  ...(albumName && artists.length > 0 ? [SEPARATOR] : []),
  ...(albumName ? [{ name: albumName }] : []),
];

/** The track's own page; Spotify's where only its id is known. */
const hrefOf = ({ name, trackId, spotifyId }: ListedPlay): string =>
  spotifyId && isUnknownTrack(name) ? spotifyHref('track', spotifyId) : `/track/${trackId}`;
