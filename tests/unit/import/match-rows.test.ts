import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ImportedRow } from '@/lib/import/imported-row';
import { type KnownPlay, matchRows } from '@/services/import/match-rows';

const NOON = Date.UTC(2026, 1, 1, 12);

const row = (seconds: number, over: Partial<ImportedRow> = {}): ImportedRow => ({
  at: NOON + seconds * 1000,
  precision: 1_000,
  track: 'loop',
  name: 'Loop',
  artist: 'Somebody',
  album: null,
  msPlayed: 45_000,
  skipped: null,
  source: 'import',
  context: null,
  offline: null,
  offlineTimestamp: null,
  reasonStart: null,
  reasonEnd: null,
  place: { file: 0, row: 1 },
  ...over,
});

const polled = (seconds: number, over: Partial<KnownPlay> = {}): KnownPlay => ({
  at: NOON + seconds * 1000,
  trackId: 1,
  track: 'loop',
  name: 'Loop',
  artists: ['Somebody'],
  msPlayed: null,
  source: 'poll',
  ...over,
});

const outcomes = (rows: ImportedRow[], known: KnownPlay[]) => matchRows(rows, known).map((d) => d.outcome);

describe('a row and a known play', () => {
  it('are matched nearest first, so that a looped track loses no play', () => {
    const decisions = matchRows([row(100), row(145), row(190)], [polled(145.2), polled(190.1)]);
    expect(decisions.map((d) => d.outcome)).toEqual(['added', 'enriched', 'enriched']);
    expect(decisions.map((d) => ('play' in d ? d.play.at - NOON : null))).toEqual([null, 145_200, 190_100]);
  });

  it('are two when they are more than a minute apart', () => {
    expect(outcomes([row(61)], [polled(0)])).toEqual(['added']);
    expect(outcomes([row(60)], [polled(0)])).toEqual(['enriched']);
  });

  it('are two when both come from files and differ by a second', () => {
    const known = [polled(7, { source: 'import', msPlayed: 45_000 })];
    expect(outcomes([row(8)], known)).toEqual(['added']);
    expect(outcomes([row(7)], known)).toEqual(['alreadyKnown']);
  });

  it('are one under two ids of one recording, but the same id comes first', () => {
    const other = polled(0.5, { track: 'other id', trackId: 2 });
    expect(outcomes([row(0)], [other])).toEqual(['enriched']);
    const [decision] = matchRows([row(0)], [other, polled(20)]);
    expect(decision).toMatchObject({ play: { track: 'loop' } });
    expect(outcomes([row(0, { artist: 'Else' })], [other])).toEqual(['added']);
  });

  it('teach a short row’s time to the play that it belongs to; without one it is no play', () => {
    expect(outcomes([row(0, { msPlayed: 20_000 })], [polled(0)])).toEqual(['enriched']);
    expect(outcomes([row(0, { msPlayed: 29_999 })], [])).toEqual(['tooShort']);
    expect(outcomes([row(0, { msPlayed: 30_000 })], [])).toEqual(['added']);
  });
});

describe('rows that repeat each other', () => {
  it('are one, the longest', () => {
    expect(outcomes([row(0, { msPlayed: 0 }), row(0), row(0)], [])).toEqual([
      'repeated',
      'added',
      'repeated',
    ]);
  });
});

const seconds = fc.integer({ min: 0, max: 600 });
const track = fc.constantFrom('a', 'b', 'c');
const rows = fc.array(
  fc
    .record({ seconds, track, ms: fc.integer({ min: 0, max: 90_000 }) })
    .map((r) => row(r.seconds, { track: r.track, name: r.track, msPlayed: r.ms })),
  { maxLength: 40 },
);
const known = fc.array(
  fc
    .record({
      seconds,
      track,
      source: fc.constantFrom('poll' as const, 'import' as const),
      ms: fc.option(fc.integer({ min: 0, max: 90_000 })),
    })
    .map((k) =>
      polled(k.seconds, {
        track: k.track,
        name: k.track,
        source: k.source,
        msPlayed: k.source === 'import' ? 45_000 : k.ms,
      }),
    ),
  { maxLength: 40 },
);

describe('any rows and plays', () => {
  it('no play is joined twice, and every row is decided about', () => {
    fc.assert(
      fc.property(rows, known, (some, plays) => {
        const decisions = matchRows(some, plays);
        expect(decisions).toHaveLength(some.length);
        const joined = decisions.flatMap((d) => ('play' in d ? [d.play] : []));
        expect(new Set(joined).size).toBe(joined.length);
        for (const play of joined) expect(play.msPlayed).toBeNull();
      }),
    );
  });

  it('the same file a second time adds nothing and teaches nothing', () => {
    fc.assert(
      fc.property(rows, known, (some, plays) => {
        const first = matchRows(some, plays);
        const after = plays.map((play) => {
          const index = first.findIndex((d) => 'play' in d && d.play === play);
          return index < 0 ? play : { ...play, msPlayed: some[index]?.msPlayed ?? null };
        });
        for (const [index, decision] of first.entries()) {
          const one = some[index];
          if (decision.outcome === 'added' && one)
            after.push(
              polled(0, {
                at: one.at,
                track: one.track ?? '',
                name: one.name,
                source: 'import',
                msPlayed: one.msPlayed,
              }),
            );
        }
        const again = matchRows(some, after).map((d) => d.outcome);
        expect(again.filter((outcome) => outcome === 'added')).toEqual([]);
        expect(again.filter((outcome) => outcome === 'enriched')).toEqual([]);
      }),
    );
  });
});
