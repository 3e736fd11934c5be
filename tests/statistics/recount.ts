import type { Range } from '@/lib/shared/analytics/range';
import type { PlayedTrack } from '../support/keep-plays';
import { GENRES } from './lives';
import { localTime } from './odd-moments';

/** Every statistic once more, by loops over all plays: slow, plain, and from nothing but the plays. */

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const COUNTS_FROM_MS = 30_000;

export interface Counted {
  at: number;
  /** The release that was played. */
  track: string;
  /** The most played release of its recording. */
  recording: string;
  artists: string[];
  album: string | null;
  listenedMs: number;
  isEstimate: boolean;
  day: string;
  hour: number;
}

export type KeyOf = (name: string) => number;

/** The day, YYYY-MM-DD, and the hour on the listener's clock. */
export function clockOf(at: number, timeZone: string): { day: string; hour: number } {
  const shown = localTime(at, timeZone);
  return { day: shown.slice(0, 10), hour: Number(shown.slice(11, 13)) };
}

export function countedPlays(played: readonly PlayedTrack[], timeZone: string, trackId: KeyOf): Counted[] {
  const inOrder = played.toSorted(
    (a, b) => a.endedAt.getTime() - b.endedAt.getTime() || trackId(a.track) - trackId(b.track),
  );
  const plays = inOrder.map((play, index) => {
    const at = play.endedAt.getTime();
    const since = at - (inOrder[index - 1]?.endedAt.getTime() ?? Number.NEGATIVE_INFINITY);
    return {
      at,
      track: play.track,
      recording: play.isrc ?? play.track,
      artists: play.artists,
      album: play.album,
      listenedMs: play.msPlayed ?? Math.min(play.durationMs, since),
      isEstimate: play.msPlayed === undefined,
      ...clockOf(at, timeZone),
    };
  });
  // What is too short is there, and does not count.
  const counted = plays.filter(({ isEstimate, listenedMs }) => isEstimate || listenedMs >= COUNTS_FROM_MS);
  const shown = (recording: string) => {
    const releases = counted.filter((play) => play.recording === recording);
    return ranking(releases, 'release', 'plays', trackId)[0]?.name ?? recording;
  };
  const names = new Map(counted.map(({ recording }) => [recording, shown(recording)]));
  return counted.map((play) => ({ ...play, recording: names.get(play.recording) ?? play.track }));
}

type Within = Pick<Range, 'from' | 'to'> & { until?: string | null };

export const within = (plays: readonly Counted[], { from, to, until }: Within): Counted[] =>
  plays.filter(
    ({ day, at }) =>
      (from === null || day >= from) && (to === null || day <= to) && (!until || at < Date.parse(until)),
  );

const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);
const iso = (at: number | undefined) => (at === undefined ? null : new Date(at).toISOString());

export const namesOf = {
  track: (play: Counted) => [play.recording],
  release: (play: Counted) => [play.track],
  artist: (play: Counted) => play.artists,
  album: (play: Counted) => (play.album === null ? [] : [play.album]),
};
export type Kind = keyof typeof namesOf;

export function totals(plays: readonly Counted[]) {
  const different = (kind: Kind) => new Set(plays.flatMap(namesOf[kind])).size;
  return {
    plays: plays.length,
    listenedMs: sum(plays.map((p) => p.listenedMs)),
    tracks: different('track'),
    artists: different('artist'),
    albums: different('album'),
    firstPlayAt: iso(plays[0]?.at),
    lastPlayAt: iso(plays.at(-1)?.at),
    estimatedPlays: plays.filter((p) => p.isEstimate).length,
  };
}

/** Names with their figures, in the order of the list. */
export function ranking(plays: readonly Counted[], kind: Kind, by: 'plays' | 'time', keyOf: KeyOf) {
  const names = [...new Set(plays.flatMap(namesOf[kind]))];
  const entries = names.map((name) => {
    const mine = plays.filter((play) => namesOf[kind](play).includes(name));
    return { name, plays: mine.length, listenedMs: sum(mine.map((p) => p.listenedMs)) };
  });
  return entries.sort((a, b) => {
    const byPlays = b.plays - a.plays;
    const byTime = b.listenedMs - a.listenedMs;
    return (by === 'plays' ? byPlays || byTime : byTime || byPlays) || keyOf(a.name) - keyOf(b.name);
  });
}

export function genres(plays: readonly Counted[]) {
  const perPlay = plays.map((play) => new Set(play.artists.flatMap((artist) => GENRES[artist] ?? [])));
  const names = [...new Set(perPlay.flatMap((set) => [...set]))];
  const counted = names.map((name) => {
    const count = perPlay.filter((set) => set.has(name)).length;
    return { name, plays: count, share: count / plays.length };
  });
  const unknownPlays = perPlay.filter((set) => set.size === 0).length;
  return {
    genres: counted.sort((a, b) => b.plays - a.plays || (a.name < b.name ? -1 : 1)),
    unknownPlays,
    unknownShare: plays.length === 0 ? 0 : unknownPlays / plays.length,
    plays: plays.length,
  };
}

const weekdayOf = (day: string): number => (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7;

export const activity = (plays: readonly Counted[]): number[][] =>
  Array.from({ length: 7 }, (_, weekday) =>
    Array.from(
      { length: 24 },
      (_, hour) => plays.filter((p) => p.hour === hour && weekdayOf(p.day) === weekday).length,
    ),
  );

/** The 24 hours of each day, YYYY-MM-DDTHH, without those to come on which nothing was played. */
export function hours(
  days: readonly string[],
  now: { day: string; hour: number },
  plays: readonly Counted[],
) {
  const written = ({ day, hour }: { day: string; hour: number }) => `${day}T${String(hour).padStart(2, '0')}`;
  const played = new Set(plays.map(written));
  return days
    .flatMap((day) => Array.from({ length: 24 }, (_, hour) => written({ day, hour })))
    .filter((hour) => hour <= written(now) || played.has(hour));
}

/** Every day the clock of the zone ever showed between the two, found by looking at it every hour. */
export function realDays(from: string, to: string, timeZone: string): string[] {
  const days = new Set<string>();
  const end = Date.parse(`${to}T00:00:00Z`) + 2 * DAY;
  for (let at = Date.parse(`${from}T00:00:00Z`) - 2 * DAY; at < end; at += HOUR) {
    const { day } = clockOf(at, timeZone);
    if (day >= from && day <= to) days.add(day);
  }
  return [...days].sort();
}

export const calendar = (plays: readonly Counted[], days: readonly string[]) =>
  days.map((day) => {
    const mine = plays.filter((p) => p.day === day);
    return { day, plays: mine.length, listenedMs: sum(mine.map((p) => p.listenedMs)) };
  });

export function discovery(all: readonly Counted[], plays: readonly Counted[]) {
  const firstDay = (kind: Kind, name: string) => all.find((p) => namesOf[kind](p).includes(name))?.at ?? 0;
  const stretch = new Set(plays.map((p) => p.at));
  const fresh = (kind: Kind) =>
    new Set(plays.flatMap(namesOf[kind]).filter((name) => stretch.has(firstDay(kind, name))));
  const tracks = fresh('track');
  const playsOfNew = plays.filter((p) => tracks.has(p.recording)).length;
  return {
    newTracks: tracks.size,
    newArtists: fresh('artist').size,
    newAlbums: fresh('album').size,
    playsOfNew,
    playsOfKnown: plays.length - playsOfNew,
  };
}

export function diversity(plays: readonly Counted[], keyOf: KeyOf) {
  const counts = ranking(plays, 'artist', 'plays', keyOf).map((entry) => entry.plays);
  const squares = sum(counts.map((n) => n * n));
  return { artists: counts.length, effectiveArtists: squares === 0 ? 0 : sum(counts) ** 2 / squares };
}

export function sessions(plays: readonly Counted[]) {
  const found: { start: number; end: number; plays: number }[] = [];
  for (const play of plays) {
    const start = play.at - play.listenedMs;
    const open = found.at(-1);
    if (open && start - open.end < HOUR / 2) {
      open.end = play.at;
      open.plays += 1;
    } else found.push({ start, end: play.at, plays: 1 });
  }
  const longest = found.toSorted((a, b) => b.end - b.start - (a.end - a.start) || a.start - b.start)[0];
  const together = sum(found.map(({ start, end }) => end - start));
  return {
    sessions: found.length,
    averageMs: found.length === 0 ? 0 : Math.round(together / found.length),
    longest: longest
      ? {
          startedAt: iso(longest.start),
          endedAt: iso(longest.end),
          durationMs: longest.end - longest.start,
          plays: longest.plays,
        }
      : null,
  };
}

export function streaks(plays: readonly Counted[], today: string, timeZone: string) {
  const first = plays[0]?.day;
  if (first === undefined) {
    return {
      current: { days: 0, from: null },
      longest: { days: 0, from: null, to: null },
      daysActive: 0,
      daysSinceFirst: 0,
    };
  }
  const days = realDays(first, today, timeZone);
  const active = new Set(plays.map((p) => p.day));
  const runs: string[][] = [];
  for (const [index, day] of days.entries()) {
    if (!active.has(day)) continue;
    if (index > 0 && active.has(days[index - 1] ?? '')) runs.at(-1)?.push(day);
    else runs.push([day]);
  }
  const longest = runs.toSorted((a, b) => b.length - a.length)[0] ?? [];
  const last = runs.at(-1) ?? [];
  const isCurrent = days.slice(-2).includes(last.at(-1) ?? '');
  return {
    current: isCurrent ? { days: last.length, from: last[0] } : { days: 0, from: null },
    longest: { days: longest.length, from: longest[0], to: longest.at(-1) },
    daysActive: active.size,
    daysSinceFirst: days.length,
  };
}
