import fc from 'fast-check';
import type { Range } from '@/lib/shared/analytics/range';
import type { PlayedTrack } from '../support/keep-plays';

const MINUTE = 60_000;
const DAY = 86_400_000;

/** Zones and a moment near which their calendar or clock does something odd. */
const PLACES = [
  ['Asia/Kathmandu', '2025-06-10T18:15:00Z'],
  ['Australia/Lord_Howe', '2025-04-05T15:00:00Z'],
  ['Australia/Lord_Howe', '2025-10-04T15:30:00Z'],
  // At 00:01 the clock goes back to 23:01 of the day before: that day, and the next, come in two pieces.
  ['America/St_Johns', '2010-11-07T02:31:00Z'],
  ['America/St_Johns', '2010-03-14T03:31:00Z'],
  ['Pacific/Apia', '2011-12-30T10:00:00Z'],
  ['Europe/Berlin', '2025-03-30T01:00:00Z'],
  ['Europe/Berlin', '2025-10-26T01:00:00Z'],
  ['Africa/Casablanca', '2025-02-23T02:00:00Z'],
  ['Africa/Casablanca', '2025-04-06T02:00:00Z'],
  ['America/Havana', '2025-11-02T05:00:00Z'],
  ['Asia/Beirut', '2025-03-29T22:00:00Z'],
] as const;

/** A listener with a short history, the moment of looking, and what is looked at. */
export interface Life {
  timeZone: string;
  now: Date;
  played: PlayedTrack[];
  ranges: Range[];
}

const TRACKS = Array.from({ length: 9 }, (_, index) => ({
  track: `track ${index}`,
  artists: [`artist ${index % 5}`, ...(index % 3 === 0 ? [`artist ${(index + 1) % 5}`] : [])],
  album: index % 4 === 3 ? null : `album ${index % 4}`,
  durationMs: (index + 1) * MINUTE,
  // Two releases of one recording: one on an album, one on none.
  ...(index === 2 || index === 7 ? { isrc: 'GB0000000001' } : {}),
}));

/** What Spotify says of the artists; the last has no genre. */
export const GENRES: Record<string, string[]> = {
  'artist 0': ['ambient', 'jazz'],
  'artist 1': ['jazz'],
  'artist 2': ['folk'],
  'artist 3': ['folk', 'jazz', 'ambient'],
  'artist 4': [],
};

// Many plays close to the odd moment, some a few minutes apart, some days away.
const offset = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: -150, max: 150 }).map((m) => m * MINUTE) },
  { weight: 2, arbitrary: fc.integer({ min: -36 * 60, max: 36 * 60 }).map((m) => m * MINUTE) },
  { weight: 2, arbitrary: fc.integer({ min: -20 * DAY, max: 9 * DAY }) },
);

const play = fc.record({
  offset,
  track: fc.integer({ min: 0, max: TRACKS.length - 1 }),
  msPlayed: fc.option(fc.integer({ min: 1_000, max: 12 * MINUTE }), { nil: undefined }),
});

const PRESETS = ['1d', '7d', '30d', '90d', '1y', 'all'] as const;

const range = (anchor: number): fc.Arbitrary<Range> => {
  const day = fc
    .integer({ min: -9, max: 9 })
    .map((days) => new Date(anchor + days * DAY).toISOString().slice(0, 10));
  const preset = fc.constantFrom(...PRESETS).map((name): Range => ({ preset: name, from: null, to: null }));
  const both = fc.tuple(day, day).map(([a, b]): Range => {
    const [from = a, to = b] = [a, b].sort();
    return { preset: null, from, to };
  });
  const since = day.map((from): Range => ({ preset: null, from, to: null }));
  const until = day.map((to): Range => ({ preset: null, from: null, to }));
  return fc.oneof({ weight: 3, arbitrary: both }, { weight: 2, arbitrary: preset }, since, until);
};

export const lives: fc.Arbitrary<Life> = fc.constantFrom(...PLACES).chain(([timeZone, moment]) => {
  const anchor = Date.parse(moment);
  return fc
    .record({
      nowAfter: fc.integer({ min: -2 * DAY, max: 12 * DAY }),
      plays: fc.array(play, { maxLength: 40 }),
      ranges: fc.array(range(anchor), { minLength: 2, maxLength: 3 }),
    })
    .map(({ nowAfter, plays, ranges }) => {
      const now = new Date(anchor + nowAfter);
      const unique = new Map(plays.map((p) => [`${p.offset} ${p.track}`, p]));
      const played = [...unique.values()].flatMap(({ offset: after, track, msPlayed }) => {
        const what = TRACKS[track];
        const endedAt = new Date(anchor + after);
        return what && endedAt <= now ? [{ ...what, endedAt, ...(msPlayed ? { msPlayed } : {}) }] : [];
      });
      return { timeZone, now, played, ranges };
    });
});
