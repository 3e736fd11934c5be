import { dayLabel } from '@/lib/shared/analytics/calendar-days';
import type { OpenGap } from '@/lib/shared/analytics/dashboard';
import type { HistoryPlay } from '@/lib/shared/analytics/statistics';
import { REMEMBERED_PLAYS } from '@/lib/shared/archival/remembered-plays';
import { trackLength } from '@/lib/shared/duration-labels';
import type { ReaderFormat } from '@/lib/shared/format';

/** A play or a gap, formatted for the reader. */
export type HistoryRow = PlayRow | GapRow;

export interface PlayRow {
  kind: 'play';
  play: HistoryPlay;
  /** "23:10" */
  time: string;
  /** "27 Nov 2026, 23:10" */
  moment: string;
  /** "3:52", with a "~" where it is estimated */
  length: string;
}

export interface GapRow {
  kind: 'gap';
  /** Where it begins, ISO 8601 UTC. */
  from: string;
  /** "14 plays" */
  missedAtMost: string;
  /** "50 plays": as many as Spotify shows. */
  remembered: string;
  /** "12 May 2026, 15:04–18:40" */
  when: string;
}

export interface HistoryDay {
  /** YYYY-MM-DD in the reader's zone. */
  day: string;
  /** "Friday 27 November 2026" */
  date: string;
  rows: HistoryRow[];
}

/**
 * Plays, newest first, under the days of the listener's calendar, and each gap in its place: above the plays that are
 * older than its beginning. A gap behind the last play comes last.
 */
export function historyByDay(plays: HistoryPlay[], gaps: OpenGap[], format: ReaderFormat): HistoryDay[] {
  let waiting = gaps.toSorted((a, b) => (a.from < b.from ? 1 : -1));
  const days: HistoryDay[] = [];
  const put = (instant: string, row: HistoryRow) => {
    const day = format.dayKey(instant);
    const latest = days.at(-1);
    if (latest?.day === day) latest.rows.push(row);
    else days.push({ day, date: dateOf(day, format), rows: [row] });
  };
  const putGap = (gap: OpenGap) => put(gap.to, gapRow(gap, format));
  for (const play of plays) {
    for (const gap of waiting.filter(({ from }) => from >= play.playedAt)) putGap(gap);
    waiting = waiting.filter(({ from }) => from < play.playedAt);
    put(play.playedAt, playRow(play, format));
  }
  for (const gap of waiting) putGap(gap);
  return days;
}

const playRow = (play: HistoryPlay, format: ReaderFormat): PlayRow => ({
  kind: 'play',
  play,
  time: format.time(play.playedAt),
  moment: format.dayAndTime(play.playedAt),
  length: `${play.isEstimate ? '~' : ''}${trackLength(play.listenedMs, format)}`,
});

const gapRow = ({ from, to, missedAtMost }: OpenGap, format: ReaderFormat): GapRow => ({
  kind: 'gap',
  from,
  missedAtMost: format.count(missedAtMost, 'play'),
  remembered: format.count(REMEMBERED_PLAYS, 'play'),
  when: format.range(from, to),
});

/** Appends older days; a day that both have is merged. */
export function withOlderDays(days: HistoryDay[], older: HistoryDay[]): HistoryDay[] {
  const [last, first] = [days.at(-1), older[0]];
  if (!last || last.day !== first?.day) return [...days, ...older];
  return [...days.slice(0, -1), { ...last, rows: [...last.rows, ...first.rows] }, ...older.slice(1)];
}

const dateOf = (day: string, { locale }: ReaderFormat): string =>
  dayLabel(day, locale, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });
