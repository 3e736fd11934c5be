import type { Stretch } from './archived-time';
import type { Range } from './range';
import { addDays, countDays, weekdayOf } from './range-days';
import { localHour } from './range-instants';

/** An hour of the week: 0 for Monday to 6 for Sunday, 0 to 23. */
export interface HourOfWeek {
  weekday: number;
  hour: number;
}

const WEEK = 7;
const HOURS = 24;

/** The hours of the week of which nothing was archived on the days: having no plays says nothing about them. In order. */
export function unarchivedHours(
  archived: readonly Stretch[],
  days: Pick<Range, 'from' | 'to'>,
  timeZone: string,
): HourOfWeek[] {
  const known = new Set<number>();
  for (const stretch of archived) {
    for (const place of placesIn(stretch, days, timeZone)) known.add(place);
    if (known.size === WEEK * HOURS) return [];
  }
  return Array.from({ length: WEEK * HOURS }, (_, place) => place)
    .filter((place) => !known.has(place))
    .map((place) => ({ weekday: Math.floor(place / HOURS), hour: place % HOURS }));
}

/** The hours of the week that a stretch touches within the days, each as its place in the week. */
function placesIn({ from, to }: Stretch, days: Pick<Range, 'from' | 'to'>, timeZone: string): number[] {
  const begun = localHour(new Date(from), timeZone);
  const over = localHour(new Date(to - 1), timeZone);
  const first = days.from !== null && begun < days.from ? `${days.from}T00` : begun;
  const last = days.to !== null && over.slice(0, 10) > days.to ? `${days.to}T23` : over;
  const [firstDay, lastDay] = [first.slice(0, 10), last.slice(0, 10)];
  // The weekday on which it begins comes once more at its end.
  const count = Math.max(0, Math.min(countDays(firstDay, lastDay), WEEK + 1));
  return Array.from({ length: count }, (_, index) => addDays(firstDay, index)).flatMap((day) => {
    const begin = day === firstDay ? Number(first.slice(11)) : 0;
    const end = day === lastDay ? Number(last.slice(11)) + 1 : HOURS;
    return Array.from(
      { length: Math.max(0, end - begin) },
      (_, index) => weekdayOf(day) * HOURS + begin + index,
    );
  });
}
