import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { combinePlays, playOf, type Reported, reportedBy } from '@/lib/history/combine-plays';
import type { Report } from '@/lib/history/report';
import { accountRow, endAt, polled, row } from '../../support/reports';

const combine = (...reports: Report[]) => playOf(reports.map(reportedBy).reduce(combinePlays));

describe('a play that a poll and a file tell of', () => {
  const context = { type: 'album', uri: 'spotify:album:x' };
  const play = combine(
    row(38, {
      msPlayed: 20_000,
      skipped: true,
      reasonEnd: 'fwdbtn',
      track: { artists: ['Various Artists'] },
    }),
    polled(38.4, { context }),
  );

  it('ends when the poll says, to the millisecond, and keeps its context', () => {
    expect(play).toMatchObject({ end: endAt(38.4), precision: 1, context });
  });

  it('has the played time, the skip and the reason of the file', () => {
    expect(play).toMatchObject({ msPlayed: 20_000, skipped: true, reasonEnd: 'fwdbtn' });
  });

  it('has the track in Spotify’s word and names all that reported it', () => {
    expect(play.track).toMatchObject({ artists: ['Somebody'], describedBy: 'spotify' });
    expect(play.sources).toEqual(['poll', 'import']);
  });
});

describe('a play reported', () => {
  it('by two files ends to the second, and has Spotify’s word if one knows it', () => {
    const track = { isrc: 'ISRC', describedBy: 'spotify' as const };
    const play = combine(accountRow(0), row(38, { track }));
    expect(play).toMatchObject({ end: endAt(38), precision: 1_000, track, sources: ['import'] });
  });

  it('twice by one file is as long as the longer row', () => {
    expect(combine(row(0, { msPlayed: 0 }), row(0)).msPlayed).toBe(210_000);
  });

  it('by another archive’s poll keeps its played time beside a poll of ours', () => {
    const theirs = polled(0, { msPlayed: 100_000, track: { describedBy: 'file', title: 'Old' } });
    expect(combine(theirs, polled(0))).toMatchObject({ msPlayed: 100_000, track: { title: 'Song' } });
  });
});

const report: fc.Arbitrary<Report> = fc
  .record({
    kind: fc.constantFrom(polled, row, (seconds: number) => accountRow(seconds)),
    seconds: fc.integer({ min: 0, max: 3 }),
    msPlayed: fc.option(fc.integer({ min: 0, max: 3 })),
    skipped: fc.option(fc.boolean()),
    reasonEnd: fc.option(fc.constantFrom('a', 'b')),
    context: fc.option(fc.constantFrom({ type: 'a', uri: 'x' }, { type: 'b', uri: 'x' })),
    track: fc.record({
      spotifyId: fc.option(fc.constantFrom('a', 'b')),
      title: fc.constantFrom('', 'Song', 'Lied'),
      describedBy: fc.constantFrom('spotify' as const, 'file' as const),
    }),
  })
  .map(({ kind, seconds, track, ...over }) => {
    const made = kind(seconds);
    return { ...made, ...over, track: { ...made.track, ...track } };
  });
const reported: fc.Arbitrary<Reported> = fc
  .array(report, { minLength: 1, maxLength: 4 })
  .map((all) => all.map(reportedBy).reduce(combinePlays));

describe('any reports of one play', () => {
  it('say the same in any order', () => {
    fc.assert(
      fc.property(reported, reported, (a, b) => {
        expect(combinePlays(a, b)).toEqual(combinePlays(b, a));
        expect(playOf(combinePlays(a, b))).toEqual(playOf(combinePlays(b, a)));
      }),
    );
  });

  it('say the same however they are grouped', () => {
    fc.assert(
      fc.property(reported, reported, reported, (a, b, c) => {
        expect(combinePlays(combinePlays(a, b), c)).toEqual(combinePlays(a, combinePlays(b, c)));
      }),
    );
  });

  it('say no more when they are reported again', () => {
    fc.assert(
      fc.property(reported, reported, (a, b) => {
        expect(combinePlays(a, a)).toEqual(a);
        expect(combinePlays(combinePlays(a, b), b)).toEqual(combinePlays(a, b));
      }),
    );
  });
});
