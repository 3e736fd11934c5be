import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ArchivedTime, archivedStretches } from '@/lib/shared/analytics/archived-time';
import { localDay } from '@/lib/shared/analytics/range-instants';
import { DAY, MINUTE } from '@/lib/shared/time';
import { shownDays, toTrendPoints } from '@/services/analytics/trend-points';

const START = Date.parse('2026-03-20T00:00:00Z');
const NOW = new Date('2026-04-12T13:20:00Z');
/** Fine enough for everything below to begin and end on it. */
const STEP = 10 * MINUTE;

const instant = fc
  .integer({ min: 0, max: Math.floor((NOW.getTime() - START) / STEP) })
  .map((steps) => new Date(START + steps * STEP));
const stretch = fc
  .tuple(instant, fc.integer({ min: 1, max: 400 }))
  .map(([from, steps]) => ({ from, to: new Date(from.getTime() + steps * STEP) }));

const archives: fc.Arbitrary<ArchivedTime> = fc.record({
  archivedFrom: fc.option(instant),
  lastPolledAt: fc.option(instant),
  imports: fc.array(stretch, { maxLength: 3 }),
  gaps: fc.array(stretch, { maxLength: 3 }),
});

/** Whether the archive had every play at an instant, decided on its own. */
function isArchived({ archivedFrom, lastPolledAt, imports, gaps }: ArchivedTime, at: number): boolean {
  const within = ({ from, to }: { from: Date; to: Date }) => from.getTime() <= at && at < to.getTime();
  if (gaps.some(within)) return false;
  if (imports.some(within)) return true;
  if (!archivedFrom || at < archivedFrom.getTime()) return false;
  const isSilent = lastPolledAt !== null && NOW.getTime() - lastPolledAt.getTime() > DAY;
  return !isSilent || at < lastPolledAt.getTime();
}

describe('a day', () => {
  it.each(['UTC', 'Europe/Berlin', 'Asia/Kathmandu', 'America/St_Johns'])(
    'is hatched exactly when it is not wholly archived, in %s',
    (timeZone) => {
      const days = { from: localDay(new Date(START), timeZone), to: localDay(NOW, timeZone) };
      const steps = Array.from({ length: (NOW.getTime() - START) / STEP + DAY / STEP }, (_, step) => {
        const at = START - DAY + step * STEP;
        return [at, localDay(new Date(at), timeZone)] as const;
      });
      fc.assert(
        fc.property(archives, (known) => {
          const lacking = new Set<string>();
          for (const [at, day] of steps) if (!isArchived(known, at)) lacking.add(day);
          const points = toTrendPoints(
            { days, unit: 'day', reader: { timeZone }, now: NOW },
            [],
            archivedStretches(known, NOW),
          );
          // A gap reaches to the end of a play: into the future only by accident.
          const shown = points.filter(({ archived }) => archived !== 'all').map(({ start }) => start);
          expect(shown.filter((day) => day <= days.to)).toEqual(
            points.map(({ start }) => start).filter((day) => lacking.has(day)),
          );
        }),
        { numRuns: 40, seed: 20261128 },
      );
    },
  );

  it('was not archived at all before the first play, and in part on its day', () => {
    const known = {
      archivedFrom: new Date('2026-04-10T09:12:00Z'),
      lastPolledAt: NOW,
      imports: [],
      gaps: [],
    };
    const points = toTrendPoints(
      { days: { from: '2026-04-08', to: '2026-04-12' }, unit: 'day', reader: { timeZone: 'UTC' }, now: NOW },
      [],
      archivedStretches(known, NOW),
    );
    expect(points.map(({ archived }) => archived)).toEqual(['none', 'none', 'part', 'all', 'all']);
    expect(points.map(({ hasBeginning }) => hasBeginning === true)).toEqual([
      false,
      false,
      true,
      false,
      false,
    ]);
  });

  it('that has a gap besides the beginning may lack plays', () => {
    const archivedFrom = new Date('2026-04-10T09:12:00Z');
    const gap = { from: new Date('2026-04-10T12:00:00Z'), to: new Date('2026-04-10T14:00:00Z') };
    const points = toTrendPoints(
      { days: { from: '2026-04-10', to: '2026-04-11' }, unit: 'day', reader: { timeZone: 'UTC' }, now: NOW },
      [],
      archivedStretches({ archivedFrom, lastPolledAt: NOW, imports: [], gaps: [gap] }, NOW),
    );
    expect(points.map(({ archived, hasBeginning }) => [archived, hasBeginning])).toEqual([
      ['part', undefined],
      ['all', undefined],
    ]);
  });

  it('that a gap covers may lack plays, and is no day that was never archived', () => {
    const gap = { from: new Date(NOW.getTime() - 3 * DAY), to: new Date(NOW.getTime() - DAY) };
    const known = { archivedFrom: new Date(START), lastPolledAt: NOW, imports: [], gaps: [gap] };
    const points = toTrendPoints(
      { days: { from: '2026-04-08', to: '2026-04-12' }, unit: 'day', reader: { timeZone: 'UTC' }, now: NOW },
      [],
      archivedStretches(known, NOW),
    );
    expect(points.map(({ archived }) => archived)).toEqual(['all', 'part', 'part', 'part', 'all']);
  });
});

describe('a bar', () => {
  it('is partial where the range cuts it or where it is not over', () => {
    const days = { from: '2026-03-25', to: '2026-04-12' };
    const partial = (unit: 'day' | 'week' | 'month', now = NOW) =>
      toTrendPoints({ days, unit, reader: { timeZone: 'UTC' }, now }, [], { archived: [], lacking: [] })
        .filter(({ isPartial }) => isPartial)
        .map(({ start }) => start);
    expect(partial('day')).toEqual(['2026-04-12']);
    expect(partial('week')).toEqual(['2026-03-23', '2026-04-06']);
    expect(partial('month')).toEqual(['2026-03-01', '2026-04-01']);
    expect(partial('day', new Date(NOW.getTime() + 2 * DAY))).toEqual([]);
  });

  it('that the range cuts is archived as much as the days that it counts', () => {
    const known = {
      archivedFrom: new Date('2026-03-26T00:00:00Z'),
      lastPolledAt: NOW,
      imports: [],
      gaps: [{ from: new Date('2026-04-01T10:00:00Z'), to: new Date('2026-04-01T20:00:00Z') }],
    };
    const archived = (from: string, to: string, unit: 'week' | 'month' | 'year') =>
      toTrendPoints(
        { days: { from, to }, unit, reader: { timeZone: 'UTC' }, now: NOW },
        [],
        archivedStretches(known, NOW),
      ).map((point) => point.archived);
    // The gap is on the Wednesday, and the archive begins on the Thursday before.
    expect(archived('2026-04-02', '2026-04-12', 'week')).toEqual(['all', 'all']);
    expect(archived('2026-04-01', '2026-04-12', 'week')).toEqual(['part', 'all']);
    expect(archived('2026-03-27', '2026-03-31', 'week')).toEqual(['all', 'all']);
    expect(archived('2026-03-20', '2026-03-25', 'month')).toEqual(['none']);
    expect(archived('2026-03-25', '2026-03-26', 'month')).toEqual(['part']);
    expect(archived('2026-03-25', '2026-03-25', 'year')).toEqual(['none']);
  });
});

describe('a range that goes on', () => {
  const span = { from: '2000-01-01', to: '2027-12-31' };
  const month = { from: '2026-11-01', to: '2026-11-30' };

  it('is shown up to today: days to come were not silent', () => {
    const ends = { today: '2026-11-12', span };
    expect(shownDays(month, null, ends)).toEqual({ from: '2026-11-01', to: '2026-11-12' });
    expect(shownDays({ from: null, to: null }, null, ends)).toBeNull();
    expect(shownDays({ from: '2026-11-13', to: '2026-11-14' }, null, ends)).toBeNull();
    expect(shownDays({ from: '2025-01-01', to: '2025-12-31' }, null, ends)).toEqual({
      from: '2025-01-01',
      to: '2025-12-31',
    });
    // A clock that is ahead: its plays are shown.
    const known = { first: '2026-01-01', last: '2026-11-13' };
    expect(shownDays(month, known, ends)?.to).toBe('2026-11-13');
  });

  it('has no hours to come', () => {
    const now = new Date('2026-11-12T13:59:00Z');
    const days = { from: '2026-11-12', to: '2026-11-12' };
    const early = { start: '2026-11-12T20', plays: 1, listenedMs: 1 };
    const points = toTrendPoints(
      { days, unit: 'hour', reader: { timeZone: 'Europe/Berlin' }, now },
      [early],
      {
        archived: [],
        lacking: [],
      },
    );
    expect(points.map(({ start }) => Number(start.slice(11)))).toEqual([...Array(15).keys(), 20]);
  });
});
