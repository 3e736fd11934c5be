import type { ReaderFormat } from '@/lib/shared/format';
import type { RecentPlay } from './dashboard';

export interface DayOfPlays {
  /** "Today", "Yesterday" or "Friday 20 November", in the listener's own calendar. */
  heading: string;
  key: string;
  plays: RecentPlay[];
}

/** Splits plays, newest first, at the midnights of the listener's time zone; their order is preserved. */
export function playsByDay(plays: RecentPlay[], now: Date, format: ReaderFormat): DayOfPlays[] {
  const days: DayOfPlays[] = [];
  for (const play of plays) {
    const key = format.dayKey(play.playedAt);
    const latest = days.at(-1);
    if (latest?.key === key) latest.plays.push(play);
    else days.push({ key, heading: headingOf(key, play, now, format), plays: [play] });
  }
  return days;
}

function headingOf(key: string, play: RecentPlay, now: Date, format: ReaderFormat): string {
  const today = format.dayKey(now.toISOString());
  if (key === today) return 'Today';
  if (key === dayBefore(today)) return 'Yesterday';
  return key.slice(0, 4) === today.slice(0, 4) ? format.weekday(play.playedAt) : format.day(play.playedAt);
}

/** On the calendar, not on the clock: a day of 23 or 25 hours is still one day. */
function dayBefore(key: string): string {
  const date = new Date(`${key}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() - 1);
  return date.toISOString().slice(0, 10);
}
