import { dayLabel, weekdayNames } from '@/lib/shared/analytics/calendar-days';
import { durationLabel } from '@/lib/shared/duration-labels';
import { clockHour, clockTime, type ReaderFormat } from '@/lib/shared/format';
import { percentLabel } from '@/lib/shared/percent-label';
import { plural } from '@/lib/shared/plural';
import { besidePeriods, reviewName, reviewRange } from './review-period';
import type { ReviewContent, ReviewEntry } from './review-schema';
import type { PictureName, Screen, ScreenName, Target } from './screen';
import {
  barsOf,
  dayInYear,
  daysInYear,
  hourAround,
  playAlone,
  playRow,
  rowOf,
  weekdayInYear,
} from './screen-rows';
import { isTelling } from './telling-screens';

type Compose<Name extends PictureName = ScreenName> = (
  review: ReviewContent,
  format: ReaderFormat,
) => Screen<Name>;
type Blank = Pick<Screen, 'unit' | 'lists' | 'bars'>;

const BLANK: Blank = { unit: '', lists: [], bars: [] };
const allPlays = (review: ReviewContent): Target => ({ to: 'plays', filter: daysOf(review) });
const daysOf = (review: ReviewContent) => {
  const { from, to } = reviewRange(review);
  return { from, to };
};
const top = (kind: 'artist' | 'track' | 'album', isNew = false): Target => ({ to: 'top', kind, isNew });
const unitName = ({ month }: ReviewContent) => (month === null ? 'year' : 'month');
const isWhole = ({ completeness: { archivedDays, days } }: ReviewContent) => archivedDays === days;
const hasTwoOfEachWeekday = ({ completeness: { archivedDays } }: ReviewContent) => archivedDays >= 14;
/** Before the noun of "no day had more": nobody knows of days that were never archived. */
const known = (review: ReviewContent) => (isWhole(review) ? '' : 'archived ');

/** The screens that a page of a review has: those of all that tell something. */
export const reviewScreens = (review: ReviewContent, format: ReaderFormat): Screen<ScreenName>[] =>
  allScreens(review, format).filter((screen) => isTelling(screen, review));

/** All screens of a review, in their order. Words are English; numbers, days and times follow the reader. */
export const allScreens = (review: ReviewContent, format: ReaderFormat): Screen<ScreenName>[] =>
  [hours, mostPlayed, overTime, songs, discoveries, streak, busiestDay, surprise].map((compose) =>
    compose(review, format),
  );

/** The whole review at a glance. */
export const reviewCard: Compose<'card'> = (review, format) => {
  const { totals, discovery, streak, busiest } = review;
  const facts = [
    ...(discovery.newArtists > 0 ? [format.count(discovery.newArtists, 'new artist')] : []),
    `${format.count(streak.days, 'day')} in a row`,
    `busiest day ${dayInYear(busiest.day, format)}`,
  ];
  return {
    ...mostPlayed(review, format),
    name: 'card',
    title: `${reviewName(review, format.locale)} in review`,
    ...format.listened(totals.listenedMs),
    sentence: [
      `${format.count(totals.plays, 'play')} of ${format.count(totals.tracks, 'track')} by ${format.count(totals.artists, 'artist')}. `,
      `${facts.join(', ')}.`,
    ],
  };
};

const hours: Compose = (review, format) => {
  const { totals } = review;
  return {
    ...BLANK,
    name: 'hours',
    title: 'All of it',
    ...format.listened(totals.listenedMs),
    sentence: [
      `of music in ${reviewName(review, format.locale)}${review.isOver ? '' : ' so far'}: `,
      { text: format.count(totals.plays, 'play'), target: allPlays(review) },
      ' of ',
      { text: format.count(totals.tracks, 'track'), target: top('track') },
      ' by ',
      { text: format.count(totals.artists, 'artist'), target: top('artist') },
      `.${compared(review, format)}`,
    ],
  };
};

function compared({ change, ...review }: ReviewContent, format: ReaderFormat): string {
  if (change === null) return '';
  const [before] = besidePeriods(review);
  const then = `${reviewName(before, format.locale)}${review.isOver ? '' : ' up to the same moment'}`;
  if (Math.round(Math.abs(change) * 100) === 0) return ` As much as in ${then}.`;
  return ` That is ${percentLabel(Math.abs(change), format)} ${change > 0 ? 'more' : 'less'} than in ${then}.`;
}

const mostPlayed: Compose = (review, format) => {
  const rows = (entries: ReviewEntry[]) => entries.map((entry) => rowOf(entry, daysOf(review), format));
  return {
    ...BLANK,
    name: 'top',
    title: 'Most played',
    figure: 'Top five',
    sentence: [
      'The ',
      { text: 'artists', target: top('artist') },
      ', ',
      { text: 'tracks', target: top('track') },
      ' and ',
      { text: 'albums', target: top('album') },
      ` of ${reviewName(review, format.locale)}, by plays.`,
    ],
    lists: [
      { title: 'Artists', rows: rows(review.artists) },
      { title: 'Tracks', rows: rows(review.tracks) },
      { title: 'Albums', rows: rows(review.albums) },
    ],
  };
};

const overTime: Compose = (review, format) => {
  const bars = barsOf(review, format);
  const fullest = bars.reduce((a, b) => (b.value > a.value ? b : a));
  const unit = review.unit === 'month' ? 'month' : 'week';
  const isAlone = bars.filter(({ isArchived }) => isArchived).length === 1;
  return {
    ...BLANK,
    name: 'over-time',
    bars,
    unit: `the fullest ${unit}`,
    title: unit === 'month' ? 'Month by month' : 'Week by week',
    figure: `${fullest.label},`,
    sentence: [
      { text: fullest.figure, target: fullest.target },
      isAlone
        ? ` of music; the archive has no other ${unit} of ${reviewName(review, format.locale)}.`
        : ` of music; no ${known(review)}${unit} of ${reviewName(review, format.locale)} ${review.isOver ? 'had' : 'has had'} more.`,
    ],
  };
};

const songs: Compose = (review, format) => {
  const { first, last, isOver } = review;
  return {
    ...BLANK,
    name: 'songs',
    title: 'First and last track',
    figure: dayInYear(first.day, format),
    unit: `at ${clockTime(first.time, format.locale)}`,
    sentence: [
      'when the ',
      { text: `first ${known(review)}track`, target: playAlone(first) },
      ` of ${reviewName(review, format.locale)} played. The last one${isOver ? '' : ' so far'} was on `,
      {
        text: `${dayInYear(last.day, format)} at ${clockTime(last.time, format.locale)}`,
        target: playAlone(last),
      },
      '.',
    ],
    lists: [
      { title: 'First track', rows: [playRow(first)] },
      { title: isOver ? 'Last track' : 'Last track so far', rows: [playRow(last)] },
    ],
  };
};

const discoveries: Compose = (review, format) => {
  const { playsOfNew, firsts } = review.discovery;
  const share = percentLabel(playsOfNew / Math.max(review.totals.plays, 1), format);
  const [most, ...others] = discoveredKinds(review);
  return {
    ...BLANK,
    name: 'discoveries',
    title: 'Discoveries',
    figure: format.number(most.count),
    unit: plural(most.count, `new ${most.kind}`),
    sentence: [
      { text: 'played for the first time', target: top(most.kind, true) },
      ...others.flatMap(({ kind, count }, place) => [
        place === 0 ? ', and also ' : ' and ',
        { text: format.count(count, kind), target: top(kind, true) },
      ]),
      review.isFirst
        ? '. The archive begins here, so all of it counts as new.'
        : `. ${share} of all plays were of new tracks.`,
    ],
    lists:
      firsts.length === 0
        ? []
        : [{ title: 'New artists', rows: firsts.map((entry) => rowOf(entry, daysOf(review), format)) }],
  };
};

/** The kinds of which there are new ones; tracks alone where there is nothing new at all. */
function discoveredKinds({ discovery }: ReviewContent) {
  const tracks = { kind: 'track', count: discovery.newTracks } as const;
  const found = [
    { kind: 'artist', count: discovery.newArtists } as const,
    tracks,
    { kind: 'album', count: discovery.newAlbums } as const,
  ].filter(({ count }) => count > 0);
  const [most = tracks, ...others] = found;
  return [most, ...others] as const;
}

const streak: Compose = (review, format) => {
  const { days, from, to } = review.streak;
  return {
    ...BLANK,
    name: 'streak',
    title: 'Longest streak',
    figure: format.number(days),
    unit: `${plural(days, 'day')} in a row`,
    sentence: [
      'with music on every one of them: ',
      { text: daysInYear(from, to, format), target: { to: 'plays', filter: { from, to } } },
      `. No ${known(review)}streak of ${reviewName(review, format.locale)} was longer.`,
    ],
  };
};

const busiestDay: Compose = (review, format) => {
  const { day, plays, listenedMs, tracks } = review.busiest;
  const days = { from: day, to: day };
  // Of tracks played once each, none stands out.
  const played = (tracks[0]?.plays ?? 0) > 1 ? tracks : [];
  return {
    ...BLANK,
    name: 'busiest-day',
    title: 'Busiest day',
    figure: dayInYear(day, format),
    sentence: [
      `a ${dayLabel(day, format.locale, { weekday: 'long' })} with `,
      { text: format.count(plays, 'play'), target: { to: 'plays', filter: days } },
      ` in ${durationLabel(listenedMs, format)}; no ${known(review)}day of the ${unitName(review)} had more.`,
    ],
    lists:
      played.length === 0
        ? []
        : [{ title: 'That day', rows: played.map((entry) => rowOf(entry, days, format)) }],
  };
};

const surprise: Compose = (review, format) => {
  const { surprise: found } = review;
  const base = { ...BLANK, name: 'surprise', title: 'One surprise' } as const;
  if (found.kind === 'hour') {
    const weekday = weekdayNames(format.locale, 'long')[found.weekday] ?? '';
    const { weekday: on, hour } = found;
    return {
      ...base,
      figure: clockHour(hour, format.locale),
      unit: `on ${weekday}${hasTwoOfEachWeekday(review) ? 's' : ''}`,
      sentence: [
        {
          text: format.count(found.plays, 'play'),
          target: { to: 'plays', filter: { ...daysOf(review), weekday: on, hour } },
        },
        ` between ${hourAround(hour, format)}; no hour of the week had more.`,
      ],
    };
  }
  const { track, day, plays } = found;
  const days = { from: day, to: day };
  const row = rowOf(track, days, format);
  return {
    ...base,
    figure: `${format.number(plays)}\u00a0×`,
    unit: 'in one day',
    sentence: [
      { text: 'the same track', target: row.target },
      `, on ${weekdayInYear(day, format)}. None was played more often on any ${known(review)}day of the ${unitName(review)}.`,
    ],
    lists: [{ title: 'On repeat', rows: [{ ...row, figure: '', target: null }] }],
  };
};
