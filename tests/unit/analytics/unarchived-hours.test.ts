import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Stretch } from '@/lib/shared/analytics/archived-time';
import { weekdayOf } from '@/lib/shared/analytics/range-days';
import { localDay, localHour } from '@/lib/shared/analytics/range-instants';
import { unarchivedHours } from '@/lib/shared/analytics/unarchived-hours';
import { DAY, HOUR, MINUTE } from '@/lib/shared/time';

const START = Date.parse('2026-03-16T00:00:00Z');
const DAYS = 24;
/** Every zone's hours begin on it. */
const STEP = 15 * MINUTE;

const stretches = fc.array(
  fc
    .tuple(fc.integer({ min: 0, max: (DAYS * DAY) / STEP }), fc.integer({ min: 1, max: (9 * DAY) / STEP }))
    .map(([from, steps]): Stretch => ({ from: START + from * STEP, to: START + (from + steps) * STEP })),
  { maxLength: 3 },
);

const end = fc.option(fc.integer({ min: -2, max: DAYS + 12 }));

describe('the hours of a week', () => {
  it.each(['UTC', 'Europe/Berlin', 'Asia/Kathmandu', 'America/St_Johns'])(
    'are not archived exactly where no moment of them on the days is, in %s',
    (timeZone) => {
      fc.assert(
        fc.property(stretches, end, end, (archived, first, last) => {
          const dayAt = (index: number | null) =>
            index === null ? null : localDay(new Date(START + index * DAY), timeZone);
          const days = { from: dayAt(first), to: dayAt(last) };
          const known = new Set<string>();
          for (const { from, to } of archived)
            for (let at = from; at < to; at += STEP) {
              const hour = localHour(new Date(at), timeZone);
              const day = hour.slice(0, 10);
              if (day < (days.from ?? day) || day > (days.to ?? day)) continue;
              known.add(`${weekdayOf(day)} ${Number(hour.slice(11))}`);
            }
          const found = unarchivedHours(archived, days, timeZone).map((at) => `${at.weekday} ${at.hour}`);
          expect(found.filter((at) => known.has(at))).toEqual([]);
          // An hour that the clock skipped, between two that are archived, lacks nothing.
          const skipped = timeZone === 'Europe/Berlin' ? ['6 2'] : [];
          expect(7 * 24 - found.length - known.size).toBeLessThanOrEqual(skipped.length);
          expect(found.length + known.size).toBeLessThanOrEqual(7 * 24);
        }),
        { numRuns: 25, seed: 20261130 },
      );
    },
  );

  it('are those of the first day before the first play, until the week comes round', () => {
    const from = Date.parse('2026-04-08T14:20:00Z');
    const days = { from: '2026-03-14', to: '2026-04-15' };
    const lackingAfter = (hours: number) => unarchivedHours([{ from, to: from + hours * HOUR }], days, 'UTC');
    const wednesday = (hours: number[]) => hours.map((hour) => ({ weekday: 2, hour }));
    expect(lackingAfter(6 * 24 + 10)).toEqual(wednesday([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13]));
    expect(lackingAfter(7 * 24 - 2)).toEqual(wednesday([13]));
    expect(lackingAfter(7 * 24)).toEqual([]);
    expect(unarchivedHours([], days, 'UTC')).toHaveLength(7 * 24);
  });
});
