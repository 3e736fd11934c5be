import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { playOf, reportedBy } from '@/lib/history/combine-plays';
import type { KnownPlay } from '@/lib/history/known-play';
import { matchPlays } from '@/lib/history/match-plays';
import { nearPairs } from '@/lib/history/near-pairs';
import { compareReports, type Report } from '@/lib/history/report';
import { repetitions } from '../../support/depth';
import { accountRow, endAt, known, polled, row, stored } from '../../support/reports';

const removed = (...reports: Report[]): KnownPlay => ({ ...known(...reports), removedAt: 0 });

const isNew = { kind: 'new' };
const isKnown = (play: number) => ({ kind: 'known', play });
const repeats = (report: number) => ({ kind: 'repeated', report });

const outcomes = (reports: Report[], plays: KnownPlay[] = []) => matchPlays(reports, plays).outcomes;
const SHORT = { msPlayed: 31_000 };

describe('reports and known plays', () => {
  it('are one in both directions', () => {
    expect(outcomes([row(38)], [known(polled(38.4))])).toEqual([isKnown(0)]);
    expect(outcomes([polled(38.4)], [known(row(38))])).toEqual([isKnown(0)]);
    expect(outcomes([row(38, { track: { spotifyId: 'x' } })], [known(polled(38.4))])).toEqual([isKnown(0)]);
  });

  it('are matched nearest first, so that a looped track loses no play', () => {
    const plays = [known(polled(45.2)), known(polled(90.1))];
    const loop = [0, 45, 90].map((seconds) => row(seconds, { msPlayed: 45_000 }));
    expect(outcomes(loop, plays)).toEqual([isNew, isKnown(0), isKnown(1)]);
  });

  it('are matched nearest first, and of two equally near by id', () => {
    const relinked = { track: { spotifyId: 'x' } };
    expect(outcomes([row(0)], [known(polled(-1, relinked)), known(polled(1))])).toEqual([isKnown(1)]);
    expect(outcomes([row(0)], [known(polled(0.5, relinked)), known(polled(20))])).toEqual([isKnown(0)]);
  });

  it('are one where the poll is the start of the play, unless another row ends there', () => {
    expect(outcomes([row(212)], [known(polled(0))])).toEqual([isKnown(0)]);
    expect(outcomes([row(212), row(2)], [known(polled(0))])).toEqual([isNew, isKnown(0)]);
  });

  it('are one with the play, not with the skip after it, which polls leave out', () => {
    const again = row(1, { msPlayed: 1_000 });
    expect(outcomes([row(0), again], [known(polled(0.9))])).toEqual([isKnown(0), isNew]);
    expect(outcomes([again], [known(polled(0.9))])).toEqual([isKnown(0)]);
  });

  it('are one when their listener removed the play', () => {
    const { outcomes: found, plays } = matchPlays([row(38)], [removed(polled(38.4))]);
    expect(found).toEqual([{ kind: 'removed', play: 0 }]);
    expect(plays).toMatchObject([{ known: 0, reports: [0] }]);
  });

  it('give what the play is now', () => {
    const { plays } = matchPlays([row(38)], [known(polled(38.4)), known(polled(500))]);
    expect(plays).toHaveLength(1);
    expect(plays.map(({ reported }) => playOf(reported))).toMatchObject([
      { end: endAt(38.4), msPlayed: 210_000 },
    ]);
  });
});

describe('rows of files', () => {
  it('are one play when they are seconds apart, and as many as a loop has', () => {
    expect(outcomes([row(0), row(2)])).toEqual([isNew, repeats(0)]);
    const loop = Array.from({ length: 10 }, (_, n) => row(32 * n, { msPlayed: 31_500 }));
    expect(outcomes(loop)).toEqual(loop.map(() => isNew));
    expect(
      outcomes(
        loop,
        loop.map((one) => known(one)),
      ),
    ).toEqual(loop.map((_, n) => isKnown(n)));
  });

  it('repeat each other within a loop without joining its plays', () => {
    const loop = [0, 2, 31, 33, 62, 64].map((seconds) => row(seconds, SHORT));
    expect(outcomes(loop)).toEqual([isNew, repeats(0), isNew, repeats(2), isNew, repeats(4)]);
  });

  it('of an album by many are not one with two artists', () => {
    const by = (spotifyId: string, artist: string) => row(0, { track: { spotifyId, artists: [artist] } });
    const found = outcomes([by('a', 'Somebody'), by('b', 'Various Artists'), by('c', 'Else')]);
    expect(found.filter(({ kind }) => kind === 'new')).toHaveLength(2);
  });

  it('of three kinds and a poll are one play', () => {
    expect(outcomes([accountRow(0), row(38), polled(38.4)])).toEqual([repeats(2), repeats(2), isNew]);
    expect(outcomes([accountRow(0)], [known(row(38), polled(38.4))])).toEqual([isKnown(0)]);
  });

  it('known to the minute stand for one play of a loop each', () => {
    const loop = [10, 41].map((seconds) => row(seconds, SHORT));
    expect(outcomes([accountRow(0, SHORT), ...loop])).toEqual([repeats(2), isNew, isNew]);
  });
});

describe('a report that is nearer than the one a play has', () => {
  const wrong = known(polled(31.4), row(62, SHORT));

  it('takes its place, and the other is a play of its own', () => {
    const { outcomes: found, plays } = matchPlays([row(31, SHORT)], [wrong]);
    expect(found).toEqual([isKnown(0)]);
    expect(plays).toEqual([
      { known: 0, reported: known(polled(31.4), row(31, SHORT)).reported, others: [], reports: [0] },
      { known: null, reported: reportedBy(row(62, SHORT)), others: [], reports: [] },
    ]);
  });

  it('finds the other again when that was polled', () => {
    const { outcomes: found, plays } = matchPlays([polled(62.4)], [wrong]);
    expect(found).toEqual([isNew]);
    expect(plays.map((play) => [play.known, play.reports])).toEqual([
      [0, []],
      [null, [0]],
    ]);
  });

  it('takes nothing of a play that was removed', () => {
    const { plays } = matchPlays([row(31, SHORT)], [{ ...wrong, removedAt: 0 }]);
    expect(plays.map((play) => [play.known, play.reports])).toEqual([[null, [0]]]);
  });
});

const seconds = fc.integer({ min: 0, max: 600 });
const spotifyId = fc.constantFrom('a', 'b', 'c');
const anyReport = fc
  .record({
    make: fc.constantFrom(polled, row, (at: number) => accountRow(Math.floor(at / 60))),
    seconds,
    spotifyId,
    ms: fc.constantFrom(0, 31_000, 45_000, 200_000),
    hasId: fc.boolean(),
  })
  .map((one) => {
    const track = { spotifyId: one.hasId ? one.spotifyId : null, title: one.spotifyId, isrc: null };
    const made = one.make(one.seconds, { track });
    return made.source === 'poll' ? made : { ...made, msPlayed: one.ms };
  });
const anyReports = fc.array(anyReport, { maxLength: 40 });
const toKnown = (reports: Report[]) =>
  matchPlays(reports, []).plays.map(({ reported }) => ({ reported, storedAt: 0, removedAt: null }));

describe('any reports and plays', () => {
  it('are decided about once each, and the plays are what the reports say', () => {
    fc.assert(
      fc.property(anyReports, anyReports, (before, reports) => {
        const plays = toKnown(before);
        const matching = matchPlays(reports, plays);
        const places = matching.plays.flatMap((play) => play.reports);
        expect(places.toSorted((a, b) => a - b)).toEqual([...reports.keys()]);
        const ids = matching.plays.flatMap((play) => play.known ?? []);
        expect(new Set(ids).size).toBe(ids.length);
      }),
    );
  });

  it('give the same plays in any order', () => {
    fc.assert(
      fc.property(anyReports, anyReports, fc.infiniteStream(fc.nat()), (before, reports, keys) => {
        const plays = toKnown(before);
        const shuffled = reports
          .map((report) => ({ report, key: keys.next().value }))
          .sort((a, b) => a.key - b.key)
          .map(({ report }) => report);
        const matched = (of: Report[]) => matchPlays(of, plays).plays.map((it) => [it.known, it.reported]);
        expect(matched(shuffled)).toEqual(matched(reports));
      }),
    );
  });

  it('teach nothing and add nothing a second time', () => {
    fc.assert(
      fc.property(anyReports, (reports) => {
        const plays = toKnown(reports);
        const again = matchPlays(reports, plays);
        expect(again.outcomes.filter(({ kind }) => kind === 'new')).toEqual([]);
        for (const { known: index, reported } of again.plays) {
          expect(index === null ? null : plays[index]?.reported).toEqual(reported);
        }
      }),
    );
  });
});

describe('plays as they are stored', () => {
  it('leave behind how they ended when the account data turns out to tell of another', () => {
    const ending = { skipped: true, reasonStart: 'clickrow', reasonEnd: 'fwdbtn' };
    const before = stored(known(row(5, { ...SHORT, ...ending }), accountRow(0, SHORT)).reported);
    const { plays } = matchPlays([row(40, SHORT)], [before]);
    expect(plays.map(({ reported }) => playOf(reported))).toMatchObject([
      { end: endAt(40), skipped: null, reasonStart: null, reasonEnd: null },
      { end: endAt(5), ...ending },
    ]);
  });

  it('are as many when all is reported a second time', () => {
    fc.assert(
      fc.property(anyReports, (any) => {
        // Other music of the very instant is rejected when a page is read.
        const reports = any.map((one, nth) => (one.source === 'poll' ? { ...one, end: one.end + nth } : one));
        const again = matchPlays(
          reports,
          toKnown(reports).map(({ reported }) => stored(reported)),
        );
        expect(again.outcomes.filter(({ kind }) => kind === 'new')).toEqual([]);
        expect(again.plays.filter((play) => play.known === null)).toEqual([]);
      }),
      { numRuns: repetitions(100, 5_000) },
    );
  });
});

describe('a file of 5,000 rows beside 5,000 known plays', () => {
  const many = Array.from({ length: 5_000 }, (_, n) => n);
  it.each<[string, (n: number) => Report, (n: number) => Report]>([
    ['of one moment and one track', (n) => row(0, { msPlayed: n }), () => polled(0)],
    [
      'of one moment and one title under as many ids',
      (n) => row(0, { track: { spotifyId: `${n}`, artists: [`${n}`] } }),
      (n) => polled(n / 1_000, { track: { spotifyId: `x${n}`, isrc: `${n}` } }),
    ],
    ['of one track, a second apart', (n) => row(n, { msPlayed: 86_400_000 }), (n) => polled(n + 0.5)],
    ['of one track, played on and on', (n) => row(n * 210), (n) => polled(n * 210 + 0.5)],
  ])('%s is compared with a few of them, row by row', (_what, toRow, toPoll) => {
    const rows = many.map(toRow);
    const polls = many.map(toPoll);
    const pairs = nearPairs([...rows, ...polls].sort(compareReports));
    expect(pairs.length).toBeLessThan(60 * rows.length);
    expect(
      matchPlays(
        rows,
        polls.map((poll) => known(poll)),
      ).outcomes,
    ).toHaveLength(5_000);
  });
});
