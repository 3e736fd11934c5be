import type { ReactNode } from 'react';
import { pageHref, spotifyHref } from '@/components/shell/page-links';
import { CoverArt } from '@/components/ui/cover-art';
import { PageLink } from '@/components/ui/page-link';
import type { HistoryPlay } from '@/lib/shared/analytics/statistics';
import { isUnknownTrack } from '@/lib/shared/catalogue/unknown-name';
import { SEPARATOR } from '@/lib/shared/format';
import { DayName } from './day-name';
import type { GapRow, HistoryDay, HistoryRow, PlayRow } from './history-days';
import { LeftOutLink } from './left-out-link';
import { otherSourcesLabel, reportersLabel, reportLabel } from './sources-label';

interface HistoryListProps {
  days: HistoryDay[];
  /** When the page was made, ISO 8601 UTC. */
  made: string;
  timeZone: string;
  /** False where the page says that none of the plays counts. */
  marksLeftOut?: boolean;
  /** What stands under the last day. */
  children?: ReactNode;
}

/** Days as headings, plays as rows, gaps as hatched rows in their place. */
export const HistoryList = ({ days, made, timeZone, marksLeftOut = true, children }: HistoryListProps) => (
  <div className="grid gap-6">
    {days.map(({ day, date, rows }) => (
      <section key={day} data-day={day} className="grid gap-2.5">
        <h2 className="sticky top-0 z-[1] bg-paper py-2 text-[1.0625rem] font-semibold">
          <DayName day={day} date={date} made={made} timeZone={timeZone} />
        </h2>
        <ul className="grid gap-1 rounded-card border border-line bg-card p-2 shadow-card two:p-3">
          {rows.map((row) =>
            row.kind === 'gap' ? (
              <Gap key={keyOf(row)} row={row} />
            ) : (
              <Play key={keyOf(row)} row={row} marksLeftOut={marksLeftOut} />
            ),
          )}
        </ul>
      </section>
    ))}
    {children}
  </div>
);

const keyOf = (row: HistoryRow): string =>
  row.kind === 'gap' ? `gap:${row.from}` : `${row.play.playedAt}:${row.play.trackId}`;

const Gap = ({ row: { missedAtMost, remembered, when } }: { row: GapRow }) => (
  <li className="hatched rounded-lg p-1.5">
    <p className="rounded-md bg-card px-3 py-2.5 text-sm text-soft">
      <b className="font-[550] text-ink">Up to {missedAtMost} may be missing</b> on {when}. Spotify shows only
      the last {remembered}, and more were played before the next sync.{' '}
      <PageLink href="/import">Fill the gap from your Spotify export</PageLink>.
    </p>
  </li>
);

// A finger meets the names of a line, and not those of the next one: 24 px, beyond the letters of the shortest.
const SUBTLE_LINK = 'px-1 -mx-1 py-1 no-underline hover:underline';

// Its five parts are placed in theme.css.
const ROW = 'play-row items-center rounded-lg px-1 py-1.5 two:px-2 hover:bg-paper';

function Play({ row, marksLeftOut }: { row: PlayRow; marksLeftOut: boolean }) {
  const { play, time, moment, length } = row;
  const isMarked = marksLeftOut && play.isLeftOut;
  return (
    <li className={ROW}>
      <time dateTime={play.playedAt} title={moment} className="whitespace-nowrap text-soft">
        {time}
      </time>
      <CoverArt imageUrl={play.imageUrl} name={play.name} size={40} />
      <span className="grid min-w-0 leading-[1.35]">
        <PlayedTrack play={play} />
        <Makers play={play} />
      </span>
      <span className="text-right text-[0.8125rem] whitespace-pre text-soft" title={reportLabel(play)}>
        {`${length}${isMarked ? '\n' : factsOf(play)}`}
        {isMarked ? <LeftOutLink play={play} moment={moment} /> : null}
        <span className="sr-only"> {reportersLabel(play.sources)}</span>
      </span>
      <PageLink
        href={removalHref(play)}
        aria-label={`Remove or leave out ${play.name}, ${moment}`}
        title="Remove, or leave out of statistics…"
        className="min-w-6 rounded-md px-2 py-1.5 text-center text-soft no-underline hover:text-ink"
      >
        …
      </PageLink>
    </li>
  );
}

/** What sets a play apart, on a line of its own: that it does not count, or that not only Spotify reported it. */
function factsOf({ sources, isCounted }: HistoryPlay): string {
  const fact = isCounted ? otherSourcesLabel(sources) : 'too short';
  return fact && `\n${fact}`;
}

const removalHref = ({ playedAt, trackId }: HistoryPlay): string =>
  pageHref('/history/remove', { playedAt, trackId: String(trackId) });

/**
 * The track's own page; Spotify's where only its id is known, and no link where it has no page here. `dir="auto"` keeps a
 * name of another direction apart from its surroundings, as <bdi> does, without an element more in each row.
 */
function PlayedTrack({ play: { name, trackId, spotifyId, isCounted } }: { play: HistoryPlay }) {
  const className =
    'line-clamp-2 text-left leading-6 font-[550] no-underline wrap-anywhere focus-visible:line-clamp-none two:line-clamp-1';
  if (spotifyId && isUnknownTrack(name))
    return (
      <a
        href={spotifyHref('track', spotifyId)}
        rel="noreferrer"
        dir="auto"
        className={`${className} hover:underline`}
      >
        {name}
      </a>
    );
  if (!isCounted)
    return (
      <span dir="auto" className={className}>
        {name}
      </span>
    );
  return (
    <PageLink href={`/track/${trackId}`} title={name} dir="auto" className={`${className} hover:underline`}>
      {name}
    </PageLink>
  );
}

function Makers({ play: { artists, artistIds, albumId, albumName, isCounted } }: { play: HistoryPlay }) {
  return (
    <span
      title={[artists.join(', '), albumName].filter(Boolean).join(SEPARATOR)}
      className="line-clamp-2 text-[0.8125rem] leading-6 text-soft wrap-anywhere two:line-clamp-1"
    >
      {artists.map((name, index) => (
        <span key={artistIds[index] ?? name}>
          {index > 0 ? ', ' : ''}
          <SubtleLink
            href={!isCounted || artistIds[index] === undefined ? null : `/artist/${artistIds[index]}`}
            name={name}
          />
        </span>
      ))}
      {albumName ? (
        <>
          {artists.length > 0 ? SEPARATOR : ''}
          <SubtleLink href={!isCounted || albumId === null ? null : `/album/${albumId}`} name={albumName} />
        </>
      ) : null}
    </span>
  );
}

const SubtleLink = ({ href, name }: { href: string | null; name: string }) =>
  href ? (
    <PageLink href={href} dir="auto" className={SUBTLE_LINK}>
      {name}
    </PageLink>
  ) : (
    <bdi>{name}</bdi>
  );
