import { DayCalendar } from '@/components/charts/day-calendar';
import type { TableLink } from '@/components/charts/table-link';
import { YearRows } from '@/components/charts/year-rows';
import { playsHref, topHref } from '@/components/shell/page-links';
import { Card } from '@/components/ui/card';
import { Fact, Facts } from '@/components/ui/fact';
import { PageLink } from '@/components/ui/page-link';
import { isUnarchived } from '@/lib/shared/analytics/archived-time';
import type { Calendar, Discovery, Sessions, Streaks } from '@/lib/shared/analytics/statistics';
import { durationLabel } from '@/lib/shared/duration-labels';
import { type ReaderFormat, SEPARATOR } from '@/lib/shared/format';
import { plural } from '@/lib/shared/plural';
import { DayList } from './day-list';

interface EveryDayCardProps {
  calendar: Calendar;
  streaks: Streaks;
  discovery: Discovery;
  sessions: Sessions;
  format: ReaderFormat;
  tableLink: TableLink;
}

/** The days of the range, up to a year one by one, else a row a year; with streak, new tracks and the longest session. */
export function EveryDayCard({
  calendar,
  streaks,
  discovery,
  sessions,
  format,
  tableLink,
}: EveryDayCardProps) {
  const { days, unit, activeDays, archivedDays } = calendar;
  const cells = unit === 'day' ? '' : `${SEPARATOR}a cell for each week`;
  const archivedDay = days.some(isUnarchived) ? 'archived day' : 'day';
  const note = (
    <>
      {`Music on ${format.number(activeDays)} of ${format.count(archivedDays, archivedDay)}${cells}`}
      <LongestRun streaks={streaks} format={format} />
    </>
  );
  return (
    <Card id="every-day" title="Every day" note={note}>
      {isFewDays(calendar) ? (
        <DayList days={days} format={format} />
      ) : unit === 'day' ? (
        <DayCalendar days={days} format={format} tableLink={tableLink} />
      ) : (
        <YearRows calendar={calendar} format={format} tableLink={tableLink} />
      )}
      <DayFacts streaks={streaks} discovery={discovery} sessions={sessions} format={format} />
    </Card>
  );
}

/** Few enough to be listed: a calendar of a week is one thin column. */
const isFewDays = ({ days, unit }: Calendar): boolean => unit === 'day' && days.length <= 7;

type FactsProps = Pick<EveryDayCardProps, 'streaks' | 'discovery' | 'sessions' | 'format'>;

/** Each figure leads to what it counts. */
function DayFacts({ streaks, discovery, sessions: { longest }, format }: FactsProps) {
  const { current } = streaks;
  const record = isRecord(streaks) ? ', your longest' : '';
  return (
    <Facts>
      <Fact
        figure={format.number(current.days)}
        label={`${plural(current.days, 'day')} in a row${record}`}
        href={current.from ? playsHref({ from: current.from }) : null}
      />
      {/* Everything was new once: that is worth showing only beside what was not. */}
      {discovery.range.preset === 'all' || discovery.playsOfKnown === 0 ? null : (
        <Fact
          figure={format.number(discovery.newTracks)}
          label={plural(discovery.newTracks, 'new track')}
          href={topHref('track', discovery.range, { isNew: true })}
        />
      )}
      <Fact
        figure={longest ? durationLabel(longest.durationMs, format) : '–'}
        label="longest session, pauses included"
        href={longest ? playsHref(playsOf(longest, format)) : null}
      />
    </Facts>
  );
}

/** The plays of a session, with the day that it was on, or two where it went on past midnight. */
const playsOf = (
  { startedAt, endedAt }: NonNullable<Sessions['longest']>,
  { dayKey }: Pick<ReaderFormat, 'dayKey'>,
) => ({ from: dayKey(startedAt), to: dayKey(endedAt), at: startedAt, until: endedAt });

/** Both runs are of all time, and not of the range. */
const isRecord = ({ current, longest }: Streaks): boolean => current.days > 0 && current.days >= longest.days;

/** With a link to its days; nothing where the figure below is of the same run. */
function LongestRun({ streaks, format }: Pick<FactsProps, 'streaks' | 'format'>) {
  const { days, from, to } = streaks.longest;
  if (days === 0 || isRecord(streaks)) return null;
  return (
    <>
      {`${SEPARATOR}longest streak ever: `}
      <PageLink href={playsHref({ from, to })}>{format.count(days, 'day')}</PageLink>
    </>
  );
}
