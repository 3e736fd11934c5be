import { DayCalendar } from '@/components/charts/day-calendar';
import type { TableLink } from '@/components/charts/table-link';
import { dayHref, topHref } from '@/components/shell/page-links';
import { Card } from '@/components/ui/card';
import { durationLabel } from '@/components/ui/duration-labels';
import { Fact, Facts } from '@/components/ui/fact';
import type { Calendar, Discovery, Sessions, Streaks } from '@/lib/shared/analytics/statistics';
import type { ReaderFormat } from '@/lib/shared/format';

interface EveryDayCardProps {
  calendar: Calendar;
  streaks: Streaks;
  discovery: Discovery;
  sessions: Sessions;
  format: ReaderFormat;
  tableLink: TableLink;
}

/** The calendar of days, with days in a row, new tracks and the longest session. */
export function EveryDayCard(props: EveryDayCardProps) {
  const { calendar, streaks, discovery, sessions, format, tableLink } = props;
  const { days } = calendar;
  const shown = days.slice(
    Math.max(
      0,
      days.findIndex((d) => d.plays > 0),
    ),
  );
  const active = shown.filter((d) => d.plays > 0).length;
  const { longest } = sessions;
  return (
    <Card
      id="every-day"
      title="Every day"
      note={`${streakNote(streaks, format)} · music on ${format.number(active)} of ${format.count(shown.length, 'day')}`}
    >
      <DayCalendar days={days} format={format} tableLink={tableLink} />
      <Facts>
        <Fact
          figure={format.number(streaks.current.days)}
          label={streaks.current.days === 1 ? 'day in a row' : 'days in a row'}
        />
        <Fact
          figure={format.number(discovery.newTracks)}
          label={discovery.newTracks === 1 ? 'new track' : 'new tracks'}
          href={topHref('track', discovery.range)}
        />
        <Fact
          figure={longest ? durationLabel(longest.durationMs, format) : '–'}
          label="longest session"
          href={longest ? dayHref(format.dayKey(longest.startedAt)) : null}
        />
      </Facts>
    </Card>
  );
}

/** "41 days in a row, the longest so far"; names the longest run where it is another one. */
export function streakNote({ current, longest }: Streaks, format: ReaderFormat): string {
  const record = format.count(longest.days, 'day');
  if (longest.days === 0) return 'No days in a row yet';
  if (current.days === 0) return `The longest run was ${record} in a row`;
  const now = `${format.count(current.days, 'day')} in a row`;
  return current.days >= longest.days
    ? `${now}, the longest so far`
    : `${now}; the longest run was ${record}`;
}
