import { dayLabel } from '@/lib/shared/analytics/calendar-days';
import type { RangePair } from '@/lib/shared/analytics/look-back-schema';
import type { ReaderFormat } from '@/lib/shared/format';
import { isAhead, rangeTitle, rangeWithin } from '../range-labels';

type Side = RangePair['a'];

/** "2026", "2025, up to 29 Nov": what is counted of one of two ranges. */
export function comparedName({ range, counted: { from, to, until } }: Side, format: ReaderFormat): string {
  const title = rangeTitle(range, format.locale);
  if (until === null || to === null) return title;
  const end =
    from === to ? format.time(until) : dayLabel(to, format.locale, { day: 'numeric', month: 'short' });
  // The date stays on one line.
  return `${title}, up to ${end.replaceAll(' ', '\u00a0')}`;
}

/** "in 2025"; null where it was never archived: nobody knows what was not in it. */
export const comparedWithin = ({ range, archivedDays }: Side, format: ReaderFormat): string | null =>
  archivedDays === 0 ? null : rangeWithin(range, format.locale);

/** "2025", "the last 30 days": within a sentence. */
const spokenTitle = ({ range }: Side, { locale }: ReaderFormat): string =>
  rangeTitle(range, locale).replace(/^last /, 'the last ');

/** What keeps two ranges from being compared whole: one is not over, days were never archived, or their lengths differ. */
export function comparedNotes({ a, b }: RangePair, today: string, format: ReaderFormat): string[] {
  const sides = [a, b].map((side) => ({ ...side, title: spokenTitle(side, format) }));
  const ahead = sides.filter(({ range }) => isAhead(range, today)).map(({ title }) => title);
  if (ahead.length > 0)
    return [
      `${ahead.join(' and ')} ${ahead.length === 1 ? 'is' : 'are'} still to come, so there is nothing to compare.`,
    ];
  const running = sides.flatMap(({ range: { to }, days, title }) =>
    to !== null && to > today ? [`${title} is not over: ${format.count(days, 'day')} so far.`] : [],
  );
  const cut = sides.flatMap(({ counted: { until }, title }) =>
    until === null ? [] : [`${title} is counted up to ${format.dayAndTime(until)}.`],
  );
  const unknown = sides.filter(({ archivedDays }) => archivedDays === 0).map(({ title }) => title);
  if (unknown.length > 0)
    return [...running, `Nothing of ${unknown.join(' and ')} is archived, so there is nothing to compare.`];
  const lacking = sides.flatMap(({ days, archivedDays, title }) =>
    archivedDays < days
      ? [`Archived of ${title}: ${format.number(archivedDays)} of ${format.count(days, 'day')}.`]
      : [],
  );
  const uncompared = 'so only the averages of a day are compared.';
  if (lacking.length > 0) return [...running, ...cut, ...lacking, `Not all is known, ${uncompared}`];
  if (a.days !== b.days) return [...running, ...cut, `The two differ in length, ${uncompared}`];
  return [...running, ...cut];
}
