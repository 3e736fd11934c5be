import { describe, expect, it } from 'vitest';
import { reviewLack, reviewNotes } from '@/lib/shared/analytics/year/review-notes';
import type { ReviewContent, ReviewEntry } from '@/lib/shared/analytics/year/review-schema';
import { allScreens, reviewCard, reviewScreens } from '@/lib/shared/analytics/year/review-screens';
import { SCREEN_NAMES, type ScreenName, textOf } from '@/lib/shared/analytics/year/screen';
import { createReaderFormat } from '@/lib/shared/format';
import { HOUR, MINUTE } from '@/lib/shared/time';

const british = createReaderFormat({ locale: 'en-GB', timeZone: 'Asia/Kathmandu' });

const entry = (kind: ReviewEntry['kind'], id: number, plays: number): ReviewEntry => ({
  kind,
  id,
  name: `${kind} ${id}`,
  spotifyId: null,
  imageUrl: null,
  plays,
  artists: kind === 'artist' ? [] : ['Low'],
  listenedMs: plays * 3 * MINUTE,
});
const play = (trackId: number, day: string, time: string): ReviewContent['first'] => ({
  trackId,
  day,
  time,
  name: `track ${trackId}`,
  spotifyId: null,
  artists: ['Low'],
  imageUrl: null,
});

const whole: ReviewContent = {
  year: 2025,
  month: null,
  isOver: true,
  isFirst: false,
  change: 0.12,
  completeness: { days: 365, archivedDays: 365, incompleteDays: 0 },
  totals: { plays: 1_204, listenedMs: 100 * HOUR, tracks: 300, artists: 40, albums: 50, estimatedPlays: 0 },
  artists: [entry('artist', 1, 9)],
  tracks: [entry('track', 2, 8)],
  albums: [entry('album', 3, 7)],
  unit: 'month',
  points: Array.from({ length: 12 }, (_, n) => ({
    start: `2025-${String(n + 1).padStart(2, '0')}-01`,
    plays: n === 0 ? 0 : n,
    listenedMs: n * HOUR,
    isPartial: false,
    archived: n === 0 ? ('none' as const) : ('all' as const),
  })),
  first: play(2, '2025-02-01', '00:14'),
  last: play(4, '2025-12-31', '14:02'),
  discovery: {
    newTracks: 12,
    newArtists: 1,
    newAlbums: 3,
    playsOfNew: 602,
    playsOfKnown: 602,
    firsts: [entry('artist', 5, 6)],
  },
  streak: { days: 3, from: '2025-03-03', to: '2025-03-05' },
  busiest: { day: '2025-05-12', plays: 42, listenedMs: 2 * HOUR, tracks: [entry('track', 2, 5)] },
  surprise: { kind: 'loop', day: '2025-05-13', plays: 14, track: entry('track', 2, 14) },
};

function screen(name: ScreenName, change: Partial<ReviewContent> = {}, format = british) {
  const found = allScreens({ ...whole, ...change }, format).find((one) => one.name === name);
  if (!found) throw new Error(`no ${name}`);
  return { ...found, text: plain(textOf(found.sentence)) };
}

/** Every kind of space as the usual one. */
const plain = (text: string) => text.replaceAll(/\s/g, ' ');

describe('the screens of a review', () => {
  it('are eight of an archive of many days', () => {
    expect(reviewScreens(whole, british).map(({ name }) => name)).toEqual([...SCREEN_NAMES]);
  });

  it('are of few days only those that tell something', () => {
    const few: ReviewContent = {
      ...whole,
      isFirst: true,
      completeness: { days: 334, archivedDays: 2, incompleteDays: 0 },
      points: whole.points.slice(0, 2),
      discovery: { ...whole.discovery, firsts: whole.artists },
      busiest: { ...whole.busiest, tracks: [entry('track', 2, 1), entry('track', 4, 1)] },
      surprise: { kind: 'hour', weekday: 0, hour: 21, plays: 5 },
    };
    const shown = reviewScreens(few, british);
    expect(shown.map(({ name }) => name)).toEqual(['hours', 'top', 'songs', 'busiest-day']);
    // The tracks of that day, too, were played once each.
    expect(shown.at(-1)?.lists).toEqual([]);
    expect(screen('busiest-day').lists).toHaveLength(1);
  });

  it('compare a whole year with the one before, and a running one up to the same moment', () => {
    expect(screen('hours')).toMatchObject({ figure: '100', unit: 'hours' });
    expect(screen('hours').text).toBe(
      'of music in 2025: 1,204 plays of 300 tracks by 40 artists. That is 12% more than in 2024.',
    );
    expect(screen('hours', { isOver: false, change: -0.3 }).text).toMatch(
      /^of music in 2025 so far: .* 30% less than in 2024 up to the same moment\.$/,
    );
    expect(screen('hours', { change: null }).text).toMatch(/40 artists\.$/);
    expect(screen('hours', { month: 1, change: 0 }).text).toMatch(/As much as in December 2024\.$/);
  });

  it('name the fullest month, and say which months were never archived', () => {
    const { figure, unit, text, bars } = screen('over-time');
    expect([figure, unit, text]).toEqual([
      'December,',
      'the fullest month',
      '11 h of music; no month of 2025 had more.',
    ]);
    expect(bars[0]).toMatchObject({
      label: 'January',
      note: 'not archived',
      isArchived: false,
      isWhole: false,
      target: null,
    });
    expect(bars[2]).toMatchObject({
      label: 'March',
      note: '',
      isWhole: true,
      target: { to: 'plays', filter: { from: '2025-03-01', to: '2025-03-31' } },
    });
  });

  it('say of a month that the archive has in part that it does, also while it runs', () => {
    const points = whole.points.map((point) => ({ ...point, archived: 'part' as const }));
    const running = screen('over-time', { isOver: false, points }).bars;
    expect(running.map(({ note }) => note)).toEqual([...Array(11).fill('in part'), 'so far, in part']);
    expect(running.map(({ isWhole, isRunning }) => [isWhole, isRunning]).at(-1)).toEqual([false, true]);
  });

  it.each([
    ['2025-11-29', '2025-11-29', '29 November', 'November 29'],
    ['2025-11-29', '2025-11-30', '29 and 30 November', 'November 29 and 30'],
    ['2025-11-12', '2025-11-14', '12 to 14 November', 'November 12 to 14'],
    ['2025-11-30', '2025-12-01', '30 November and 1 December', 'November 30 and December 1'],
    ['2025-06-12', '2025-08-02', '12 June to 2 August', 'June 12 to August 2'],
  ])('name the days of a streak from %s to %s as one says them', (from, to, inBritain, inAmerica) => {
    const american = createReaderFormat({ locale: 'en-US', timeZone: 'UTC' });
    const streak = { days: 2, from, to };
    expect(screen('streak', { streak }).text).toContain(`every one of them: ${inBritain}. No`);
    expect(screen('streak', { streak }, american).text).toContain(`every one of them: ${inAmerica}. No`);
  });

  it('claim no record over days that nobody archived', () => {
    const completeness = { days: 365, archivedDays: 300, incompleteDays: 0 };
    const [january, ...others] = whole.points;
    const running = { completeness, isOver: false };
    expect(screen('over-time', running).text).toMatch(/no archived month of 2025 has had more\.$/);
    expect(screen('streak', { completeness }).text).toMatch(/No archived streak of 2025 was longer\.$/);
    expect(screen('busiest-day', { completeness }).text).toMatch(/no archived day of the year had more\.$/);
    expect(screen('surprise', { completeness }).text).toMatch(/on any archived day of the year\.$/);
    const points = [...(january ? [january] : []), ...others.slice(-1)];
    expect(screen('over-time', { completeness, points }).text).toMatch(
      /the archive has no other month of 2025\.$/,
    );
  });

  it('cut the weeks of a month at its ends', () => {
    const points = ['2025-04-28', '2025-05-05', '2025-05-26'].map((start) => ({
      start,
      plays: 1,
      listenedMs: HOUR,
      isPartial: false,
      archived: 'all' as const,
    }));
    const { bars } = screen('over-time', { month: 5, unit: 'week', points });
    expect(bars.map(({ label }) => plain(label))).toEqual(['1 – 4 May', '5 – 11 May', '26 – 31 May']);
    expect(bars[2]?.target).toEqual({ to: 'plays', filter: { from: '2025-05-26', to: '2025-05-31' } });
  });

  it('say of an archive that begins in it that all of it counts as new', () => {
    expect(screen('discoveries')).toMatchObject({ figure: '1', unit: 'new artist' });
    expect(screen('discoveries').text).toBe(
      'played for the first time, and also 12 tracks and 3 albums. 50% of all plays were of new tracks.',
    );
    const discovery = { ...whole.discovery, newArtists: 0, newAlbums: 0, firsts: [] };
    const tracksOnly = screen('discoveries', { discovery });
    expect(tracksOnly).toMatchObject({ figure: '12', unit: 'new tracks', lists: [] });
    expect(tracksOnly.text).toBe('played for the first time. 50% of all plays were of new tracks.');
    expect(screen('discoveries', { isFirst: true }).text).toMatch(/so all of it counts as new\.$/);
  });

  it('know a first and a last track, and that earlier ones may be missing', () => {
    expect(screen('songs').text).toBe(
      'when the first track of 2025 played. The last one was on 31 December at 14:02.',
    );
    const part = { days: 365, archivedDays: 300, incompleteDays: 0 };
    expect(screen('songs', { completeness: part }).text).toMatch(/^when the first archived track of 2025 /);
  });

  it('lead from a first or last track to that play alone, not to all of its track on that day', () => {
    const playedAt = '2025-01-31T18:29:10.000Z';
    const { sentence } = screen('songs', { first: { ...whole.first, playedAt } });
    expect(sentence.flatMap((part) => (typeof part === 'string' ? [] : [part.target]))).toEqual([
      { to: 'plays', filter: { entity: { kind: 'track', id: 2 }, at: playedAt } },
      null,
    ]);
  });

  it('name each track once, in the list below, and its day and its plays once, above it', () => {
    for (const name of ['songs', 'surprise'] as const) {
      const { text, lists } = screen(name);
      const named = lists.flatMap(({ rows }) => rows.map((row) => row.name));
      expect(named.filter((track) => text.includes(track))).toEqual([]);
      expect(lists.flatMap(({ rows }) => rows.map((row) => row.figure).filter(Boolean))).toEqual([]);
      expect(named).not.toEqual([]);
    }
  });

  it('break no day at the end of a line', () => {
    expect(screen('songs').figure).toBe('1\u00a0February');
    expect(textOf(reviewCard(whole, british).sentence)).toContain('busiest day 12\u00a0May.');
  });

  it('are surprised by a track, or else by an hour of the week', () => {
    expect(screen('surprise').text).toBe(
      'the same track, on Tuesday 13 May. None was played more often on any day of the year.',
    );
    const hour = { kind: 'hour', weekday: 3, hour: 23, plays: 5 } as const;
    expect(screen('surprise', { surprise: hour })).toMatchObject({
      figure: '23:00',
      unit: 'on Thursdays',
      text: '5 plays between 23:00 and 00:00; no hour of the week had more.',
    });
    // A plural needs two of that weekday.
    const completeness = { days: 330, archivedDays: 13, incompleteDays: 0 };
    expect(screen('surprise', { surprise: hour, completeness }).unit).toBe('on Thursday');
  });

  it('follow the reader’s clock, order and digits, in English words', () => {
    const american = createReaderFormat({ locale: 'en-US', timeZone: 'UTC' });
    const { figure, unit } = screen('songs', {}, american);
    expect([plain(figure), plain(unit)]).toEqual(['February 1', 'at 12:14 AM']);
    const german = createReaderFormat({ locale: 'de-DE', timeZone: 'UTC' });
    expect(screen('busiest-day', {}, german).text).toBe(
      'a Monday with 42 plays in 2 h; no day of the year had more.',
    );
    expect(screen('hours', {}, german).text).toContain('1.204 plays');
  });

  it('have the digits of a reader who has digits of their own', () => {
    const persian = createReaderFormat({ locale: 'fa-IR', timeZone: 'UTC' });
    const shown = reviewScreens({ ...whole, isOver: false, change: -0.3 }, persian).flatMap(
      ({ title, figure, unit, sentence, lists, bars }) => [
        ...[title, figure, unit, textOf(sentence)],
        ...lists.flatMap(({ rows }) => rows.map((row) => row.figure)),
        ...bars.flatMap((bar) => [bar.label, bar.figure]),
      ],
    );
    expect(shown.filter((text) => /[0-9]/.test(text))).toEqual([]);
    expect(shown.join(' ')).toContain('۲۰۲۵');
  });

  it('lead nowhere where ids are not known', () => {
    const without = { ...whole, artists: whole.artists.map(({ id: _, ...rest }) => rest) };
    const [artists] = screen('top', without).lists;
    expect(artists?.rows[0]).toMatchObject({ name: 'artist 1', figure: '9 plays', target: null });
  });

  it('fit on one card', () => {
    const card = reviewCard(whole, british);
    expect([card.title, card.figure, plain(textOf(card.sentence))]).toEqual([
      '2025 in review',
      '100',
      '1,204 plays of 300 tracks by 40 artists. 1 new artist, 3 days in a row, busiest day 12 May.',
    ]);
  });
});

describe('what a review lacks', () => {
  it('is said, and nothing where it is whole', () => {
    expect([reviewNotes(whole, british), reviewLack(whole)]).toEqual([[], '']);
    const part = {
      ...whole,
      isOver: false,
      completeness: { days: 300, archivedDays: 210, incompleteDays: 1 },
      totals: { ...whole.totals, estimatedPlays: 602 },
    };
    expect(reviewNotes(part, british)).toEqual([
      'The year is not over: this is what there is up to now.',
      'The archive has 210 of the 300 days so far.',
      'On 1 day plays may be missing.',
      'Listening time is estimated for 50% of the plays.',
    ]);
    expect(reviewLack(part)).toBe('so far, in part');
    expect(reviewLack({ ...whole, isOver: false })).toBe('so far');
    expect(reviewLack({ ...part, isOver: true })).toBe('as far as archived');
  });
});
