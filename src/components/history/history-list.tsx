import type { ReactNode } from 'react';
import { CoverArt } from '@/components/ui/cover-art';
import { trackLength } from '@/components/ui/duration-labels';
import { PageLink } from '@/components/ui/page-link';
import type { HistoryPlay } from '@/lib/shared/analytics/statistics';
import type { ReaderFormat } from '@/lib/shared/format';
import type { HistoryDay, HistoryRow } from './history-days';

interface HistoryDaysProps {
  days: HistoryDay[];
  format: ReaderFormat;
  /** Days that follow. */
  children?: ReactNode;
}

/** Days as headings, plays as rows, gaps as hatched rows in their place. */
export const HistoryDays = ({ days, format, children }: HistoryDaysProps) => (
  <div className="grid gap-6">
    {days.map(({ day, heading, rows }) => (
      <DaySection key={day} day={day} heading={heading}>
        <HistoryRows rows={rows} format={format} />
      </DaySection>
    ))}
    {children}
  </div>
);

interface DaySectionProps {
  day: string;
  heading: string;
  /** Rows. */
  children: ReactNode;
}

export const DaySection = ({ day, heading, children }: DaySectionProps) => (
  <section data-day={day} className="grid gap-2.5">
    <h2 className="sticky top-0 z-[1] bg-paper py-2 text-[17px] font-semibold">{heading}</h2>
    <ul className="grid gap-1 rounded-card border border-line bg-card p-2 shadow-card two:p-3">{children}</ul>
  </section>
);

export const HistoryRows = ({ rows, format }: { rows: HistoryRow[]; format: ReaderFormat }) =>
  rows.map((row) => <Row key={keyOf(row)} row={row} format={format} />);

const keyOf = (row: HistoryRow): string =>
  row.kind === 'gap' ? `gap:${row.gap.from}` : `${row.play.playedAt}:${row.play.trackId}`;

const Row = ({ row, format }: { row: HistoryRow; format: ReaderFormat }) =>
  row.kind === 'gap' ? <GapRow gap={row.gap} format={format} /> : <PlayRow play={row.play} format={format} />;

type Gap = Extract<HistoryRow, { kind: 'gap' }>['gap'];

function GapRow({ gap, format }: { gap: Gap; format: ReaderFormat }) {
  return (
    <li className="hatched rounded-lg p-1.5">
      <p className="rounded-md bg-card px-3 py-2.5 text-sm text-soft">
        <b className="font-[550] text-ink">Up to {format.count(gap.missedAtMost, 'play')} may be missing</b>{' '}
        between {format.range(gap.from, gap.to)}. Spotify no longer showed them when we looked.
      </p>
    </li>
  );
}

function PlayRow({ play, format }: { play: HistoryPlay; format: ReaderFormat }) {
  return (
    <li className="grid grid-cols-[auto_40px_minmax(0,1fr)_auto] items-center gap-3 rounded-lg px-2 py-1.5 hover:bg-paper">
      <time
        dateTime={play.playedAt}
        title={format.dayAndTime(play.playedAt)}
        className="min-w-11 whitespace-nowrap text-soft two:min-w-13"
      >
        {format.time(play.playedAt)}
      </time>
      <CoverArt imageUrl={play.imageUrl} name={play.name} size={40} />
      <span className="grid min-w-0 leading-[1.35]">
        <PageLink
          href={`/track/${play.trackId}`}
          title={play.name}
          className="truncate leading-6 font-[550] no-underline hover:underline focus-visible:whitespace-normal"
        >
          {play.name}
        </PageLink>
        <Makers play={play} />
      </span>
      <span
        className="text-[13px] text-soft"
        title={play.isEstimate ? 'Estimated: Spotify does not report how long a play lasted' : 'As reported'}
      >
        {play.isEstimate ? '~' : ''}
        {trackLength(play.listenedMs)}
      </span>
    </li>
  );
}

function Makers({ play: { artists, artistIds, albumId, albumName } }: { play: HistoryPlay }) {
  return (
    <span
      title={[artists.join(', '), albumName].filter(Boolean).join(' · ')}
      className="truncate text-[13px] text-soft"
    >
      {artists.map((name, index) => (
        <span key={artistIds[index] ?? name}>
          {index > 0 ? ', ' : ''}
          <SubtleLink
            href={artistIds[index] === undefined ? null : `/artist/${artistIds[index]}`}
            name={name}
          />
        </span>
      ))}
      {albumName ? (
        <>
          {artists.length > 0 ? ' · ' : ''}
          <SubtleLink href={albumId === null ? null : `/album/${albumId}`} name={albumName} />
        </>
      ) : null}
    </span>
  );
}

const SubtleLink = ({ href, name }: { href: string | null; name: string }) =>
  href ? (
    <PageLink href={href} className="no-underline hover:underline">
      {name}
    </PageLink>
  ) : (
    name
  );
