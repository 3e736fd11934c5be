import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { reportsOf } from '@/lib/history/combine-plays';
import type { Report } from '@/lib/history/report';
import { repetitions } from '../../support/depth';
import { accountRow, archivedFrom, endsOf, known, polled, row } from '../../support/reports';

const MINUTE_LONG = { msPlayed: 60_000 };

const ordersOf = <T>(items: readonly T[]): T[][] =>
  items.length === 0
    ? [[]]
    : items.flatMap((item, place) => ordersOf(items.toSpliced(place, 1)).map((rest) => [item, ...rest]));

const inOrder = (reports: readonly Report[], keys: readonly number[]): Report[] =>
  reports
    .map((report, nth) => ({ report, key: keys[nth] ?? 0 }))
    .sort((a, b) => a.key - b.key)
    .map(({ report }) => report);

/** A track played again and again, as each reporter tells of it: each knows some of the plays, and polls come late. */
const loop = fc
  .record({
    length: fc.oneof(
      fc.double({ min: 31, max: 61, noNaN: true }),
      fc.double({ min: 31, max: 240, noNaN: true }),
    ),
    start: fc.double({ min: 0, max: 120, noNaN: true }),
    plays: fc.array(
      fc.record({
        late: fc.double({ min: 0.1, max: 8, noNaN: true }),
        isPolled: fc.boolean(),
        hasRow: fc.boolean(),
        hasMinute: fc.boolean(),
      }),
      { minLength: 2, maxLength: 5 },
    ),
  })
  .map(({ length, start, plays }) => {
    const msPlayed = Math.round(length * 1_000);
    const ended = plays.map((play, nth) => ({ ...play, end: start + nth * length }));
    return [
      ended.flatMap(({ isPolled, end, late }) => (isPolled ? [polled(end + late)] : [])),
      ended.flatMap(({ hasRow, end }) => (hasRow ? [row(Math.floor(end), { msPlayed })] : [])),
      ended.flatMap(({ hasMinute, end }) =>
        hasMinute ? [accountRow(Math.floor(end / 60), { msPlayed })] : [],
      ),
    ];
  });

const anyReport = fc
  .record({
    make: fc.constantFrom(polled, row, (at: number) => accountRow(Math.floor(at / 60))),
    seconds: fc.integer({ min: 0, max: 400 }),
    spotifyId: fc.constantFrom('a', 'b'),
    msPlayed: fc.constantFrom(5_000, 31_000, 45_000, 200_000),
    hasId: fc.boolean(),
  })
  .map(({ make, seconds, spotifyId, msPlayed, hasId }) => {
    const track = { spotifyId: hasId ? spotifyId : null, title: spotifyId, isrc: null };
    const made = make(seconds, { track });
    // No two tracks end at the very instant in polls: of them one is rejected when the page is read.
    return made.source === 'poll'
      ? { ...made, end: made.end + spotifyId.charCodeAt(0) }
      : { ...made, msPlayed };
  });

describe('an archive does not depend on what arrived first', () => {
  const polls = [polled(62.3), polled(121.1)];
  const rows = [row(59, MINUTE_LONG), row(119, MINUTE_LONG)];
  const minutes = [accountRow(0, MINUTE_LONG), accountRow(1, MINUTE_LONG)];

  it.each(ordersOf(['polls', 'rows', 'minutes'] as const))(
    'in a loop polled seconds late: %s, %s, %s',
    (...order) => {
      const files = { polls, rows, minutes };
      const plays = [0, 1].map(
        (nth) => known(...[polls, rows, minutes].flatMap((file) => file[nth] ?? [])).reported,
      );
      expect(endsOf(archivedFrom(order.map((file) => files[file])))).toEqual(endsOf(plays));
    },
  );

  it('in any loop, though each reporter lacks some of its plays', () => {
    fc.assert(
      fc.property(loop, (files) => {
        const once = endsOf(archivedFrom([files.flat()]));
        for (const order of ordersOf(files)) expect(endsOf(archivedFrom(order))).toEqual(once);
      }),
      { numRuns: repetitions(300, 20_000) },
    );
  });

  it('among any reports of which none repeats another', () => {
    fc.assert(
      fc.property(
        fc.array(anyReport, { maxLength: 6 }),
        fc.array(fc.nat(), { minLength: 6, maxLength: 6 }),
        (reports, keys) => {
          const plays = archivedFrom([reports]);
          fc.pre(plays.flatMap(reportsOf).length === reports.length);
          expect(endsOf(archivedFrom(inOrder(reports, keys).map((report) => [report])))).toEqual(
            endsOf(plays),
          );
        },
      ),
      { numRuns: repetitions(1_000, 50_000) },
    );
  });
});
