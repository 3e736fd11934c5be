import type { ReaderFormat } from '@/lib/shared/format';
import type { ListedPlay } from './dashboard';

export interface DayOfPlays {
  /** YYYY-MM-DD in the listener's own calendar. */
  day: string;
  /** "Friday 20 November", "20 Nov 2025" */
  date: string;
  plays: ListedPlay[];
}

/** Splits plays, newest first, at the midnights of the listener's time zone; their order is preserved. */
export function playsByDay(plays: ListedPlay[], now: Date, format: ReaderFormat): DayOfPlays[] {
  const days: DayOfPlays[] = [];
  for (const play of plays) {
    const day = format.dayKey(play.playedAt);
    const latest = days.at(-1);
    if (latest?.day === day) latest.plays.push(play);
    else days.push({ day, date: dateOf(play, now, format), plays: [play] });
  }
  return days;
}

function dateOf({ playedAt }: ListedPlay, now: Date, { dayKey, weekday, day }: ReaderFormat): string {
  const isThisYear = dayKey(playedAt).slice(0, 4) === dayKey(now.toISOString()).slice(0, 4);
  return isThisYear ? weekday(playedAt) : day(playedAt);
}
