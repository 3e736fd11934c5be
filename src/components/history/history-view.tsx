import Form from 'next/form';
import type { ReactNode } from 'react';
import { NoPlaysYet } from '@/components/analytics/nothing-played';
import { isAhead } from '@/components/analytics/range-labels';
import { HiddenFields, TextSearch } from '@/components/catalogue/search-field';
import { pageHref } from '@/components/shell/page-links';
import { outlineButton } from '@/components/ui/button-style';
import { FigureLink } from '@/components/ui/hero-figure';
import { Named } from '@/components/ui/named';
import { PageTitle } from '@/components/ui/page-title';
import { fullDay } from '@/lib/shared/analytics/calendar-days';
import type { ArchivedDays, HistoryPage } from '@/lib/shared/analytics/statistics';
import type { ReaderFormat } from '@/lib/shared/format';
import { filterParameters, isFiltered, type PlaysFilter } from '@/lib/shared/history/plays-filter';
import { zoneLabel } from '@/lib/shared/time-zone';
import { type HistoryDay, historyByDay } from './history-days';
import { NoPlaysThen } from './no-plays-then';
import { OlderPlays } from './older-plays';
import { filterLabel } from './plays-filter-labels';

export interface HistoryViewProps {
  history: HistoryPage;
  /** What the URL asks for. */
  asked: {
    q: string;
    before: string | null;
    cursor: string | undefined;
    filter: PlaysFilter;
    short: boolean;
  };
  /** What the filter is about, and the number of plays where they were counted. Null without a filter. */
  about: {
    name: string | null;
    albumName: string | null;
    plays: number | null;
    leftOut: number | null;
  } | null;
  /** How many of the filter's days are archived, where it has no plays. */
  archived: ArchivedDays | null;
  /** Those that count. */
  countedPlays: number;
  /** Whether others are left out of statistics: the list has them too. */
  hasLeftOut: boolean;
  /** What could not be read of the URL, as a message. */
  problem: ReactNode;
  now: Date;
  format: ReaderFormat;
}

/** Every saved play, latest first. */
export function HistoryView({ problem, now, ...shown }: HistoryViewProps) {
  const { history, asked, countedPlays, hasLeftOut, format } = shown;
  if (countedPlays === 0 && history.plays.length === 0 && !isAsked(asked))
    return <NoPlaysYet title="History" hasLeftOut={hasLeftOut} />;
  const today = format.dayKey(now.toISOString());
  const days = historyByDay(history.plays, history.gaps, format);
  const keep = parametersOf({ ...asked, q: '', before: null });
  const isWhole = days.length > 0 && !asked.q && !isFiltered(asked.filter);
  return (
    <>
      {problem}
      <PageTitle title="History">{sentence(shown, today)}</PageTitle>
      <div className="flex flex-wrap items-end gap-x-6 gap-y-3">
        <TextSearch
          action="/history"
          label="Track, album or artist"
          button="Filter"
          value={asked.q}
          keep={keep}
        />
        <JumpToDay asked={asked} today={today} />
        <ShortPlays asked={asked} />
      </div>
      {days.length > 0 ? (
        <Plays {...shown} days={days} now={now} />
      ) : (
        <NoPlaysThen archived={shown.archived} format={format} />
      )}
      {history.nextCursor === null && isWhole ? (
        <p className="text-[0.8125rem] text-soft">This is where your archive begins.</p>
      ) : null}
    </>
  );
}

type Asked = HistoryViewProps['asked'];

/** Whether the page asks for some plays only: that it has none then says nothing about the others. */
const isAsked = ({ q, before, cursor, filter }: Asked): boolean =>
  q !== '' || before !== null || cursor !== undefined || isFiltered(filter);

const parametersOf = ({ filter, q, before, short }: Asked): Record<string, string> => ({
  ...filterParameters(filter),
  ...(q ? { q } : {}),
  ...(before ? { before } : {}),
  ...(short ? { short: 'true' } : {}),
});

/** Shows, or hides again, the plays that are too short to count. */
const ShortPlays = ({ asked }: { asked: Asked }) => (
  <p className="py-1 text-sm leading-6 [&_a]:inline-block">
    <FigureLink href={pageHref('/history', { ...parametersOf(asked), short: asked.short ? null : 'true' })}>
      {asked.short ? 'Hide skipped and short plays' : 'Show skipped and short plays'}
    </FigureLink>
  </p>
);

interface PlaysProps extends Pick<HistoryViewProps, 'history' | 'asked' | 'countedPlays' | 'now' | 'format'> {
  days: HistoryDay[];
}

/** The days, and the way to older ones. */
function Plays({ history: { nextCursor }, asked, countedPlays, days, now, format }: PlaysProps) {
  // A list with another end starts afresh.
  return (
    <>
      <p className="text-[0.8125rem] text-soft">
        Reported by Spotify as they were played, unless a play says “import”. A ~ marks an estimated length.
      </p>
      <OlderPlays
        key={nextCursor}
        cursor={nextCursor}
        days={days}
        parameters={parametersOf(asked)}
        made={now.toISOString()}
        locale={format.locale}
        timeZone={format.timeZone}
        marksLeftOut={countedPlays > 0 || isAsked(asked)}
      />
    </>
  );
}

type SentenceProps = Omit<HistoryViewProps, 'archived' | 'problem' | 'now'>;

function sentence(shown: SentenceProps, today: string): ReactNode {
  const { history, asked, about, countedPlays, hasLeftOut, format } = shown;
  const all = hasLeftOut ? 'all plays' : `all ${format.count(countedPlays, 'play')}`;
  const whole = <FigureLink href="/history">{all}</FigureLink>;
  if (isFiltered(asked.filter)) {
    const plays = about?.plays ?? null;
    const count = plays === null ? 'Plays' : format.count(plays, 'play');
    return (
      <>
        <Named text={filterLabel(asked.filter, about, format.locale, count)} />
        {scope(asked, format)}
        {plays !== null && isAhead(asked.filter, today) ? ': still to come' : ''}
        {about?.leftOut ? `, and ${format.number(about.leftOut)} left out of statistics` : ''}.{' '}
        <FigureLink href="/history">Show {all}</FigureLink>
      </>
    );
  }
  if (history.plays.length === 0) {
    return (
      <>
        Nothing was found{scope(asked, format)}. Show {whole}.
      </>
    );
  }
  if (asked.q || asked.before) {
    return (
      <>
        Plays{scope(asked, format)}, the latest first, out of {whole}.
      </>
    );
  }
  const [latest] = history.plays;
  if (asked.cursor && latest)
    return (
      <>
        Plays from {format.dayAndTime(latest.playedAt)} back, the latest first, out of {whole}.
      </>
    );
  return `${listedLabel(shown)}, latest first. Times are in ${zoneLabel(format.timeZone)}.`;
}

/** "1,204 plays", "1,204 plays and those left out of statistics", "All plays, none of which count in your statistics" */
function listedLabel({
  countedPlays,
  hasLeftOut,
  format,
}: Pick<SentenceProps, 'countedPlays' | 'hasLeftOut' | 'format'>): string {
  if (hasLeftOut && countedPlays === 0) return 'All plays, none of which count in your statistics';
  return `${format.count(countedPlays, 'play')}${hasLeftOut ? ' and those left out of statistics' : ''}`;
}

function scope({ q, before }: Asked, format: ReaderFormat): ReactNode {
  return (
    <>
      {q ? (
        <>
          {' '}
          with “<bdi>{q}</bdi>” in the name of the track, the album or an artist
        </>
      ) : null}
      {before ? ` up to ${fullDay(before, format.locale)}` : null}
    </>
  );
}

function JumpToDay({ asked, today }: { asked: Asked; today: string }) {
  return (
    <Form action="/history" prefetch={false} className="grid gap-1">
      <HiddenFields fields={parametersOf({ ...asked, before: null })} />
      <label htmlFor="before" className="text-[0.8125rem] text-soft">
        Up to this day
      </label>
      <div className="flex flex-wrap gap-2">
        <input
          id="before"
          type="date"
          name="before"
          required
          max={today}
          defaultValue={asked.before ?? undefined}
          className="rounded-lg border border-edge bg-card px-3 py-2 text-sm"
        />
        <button type="submit" className={outlineButton}>
          Jump
        </button>
      </div>
    </Form>
  );
}
