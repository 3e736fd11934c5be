'use client';

import { useNow } from '@/components/archival/use-now';
import { recentDayName } from '@/lib/shared/analytics/recent-day-name';
import { dateFormatter } from '@/lib/shared/formatters';

interface DayNameProps {
  /** YYYY-MM-DD of the listener's calendar. */
  day: string;
  /** Its name when it is neither today nor yesterday. */
  date: string;
  /** When the page was made, ISO 8601 UTC. */
  made: string;
  /** One that this runtime knows. */
  timeZone: string;
}

/** "Today" until midnight, "Yesterday" for a day more, then the date; the date at once for older days. */
export const DayName = (props: DayNameProps) =>
  recentDayName(props.day, dayAt(new Date(props.made), props.timeZone)) ? (
    <AgingName {...props} />
  ) : (
    props.date
  );

const AgingName = ({ day, date, made, timeZone }: DayNameProps) =>
  recentDayName(day, dayAt(useNow(made), timeZone)) ?? date;

const dayAt = (now: Date, timeZone: string): string =>
  dateFormatter('en-CA', { timeZone, dateStyle: 'short' }).format(now);
