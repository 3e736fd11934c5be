import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nextSync, type SyncFacts } from '@/lib/shared/archival/next-sync';
import { DAY, MINUTE } from '@/lib/shared/time';

const NOW = new Date('2026-11-22T13:20:00Z');
const facts = (changes: Partial<SyncFacts> = {}): SyncFacts => ({
  now: NOW,
  everyMinutes: 60,
  isConnected: true,
  pausedUntil: null,
  circuitOpenUntil: null,
  lastTurnAt: null,
  isSpread: false,
  ...changes,
});
const at = (time: string) => new Date(`2026-11-22T${time}:00Z`);

describe('the next sync', () => {
  it.each([
    ['is on schedule', {}, '14:00', 'schedule'],
    ['is on schedule after a pause that ends before', { pausedUntil: at('13:30') }, '14:00', 'spotify'],
    ['is at the end of a longer pause', { pausedUntil: at('15:13') }, '15:13', 'spotify'],
    [
      'is the first of the schedule after the breaker’s rest',
      { circuitOpenUntil: at('15:13') },
      '16:00',
      'errors',
    ],
    ['is at the end of a pause that ends on schedule', { circuitOpenUntil: at('16:00') }, '16:00', 'errors'],
    [
      'waits for the later of both',
      { pausedUntil: at('16:20'), circuitOpenUntil: at('15:13') },
      '16:20',
      'spotify',
    ],
    [
      'waits for the later of both',
      { pausedUntil: at('13:30'), circuitOpenUntil: at('15:13') },
      '16:00',
      'errors',
    ],
    [
      'does not wait for what is over',
      { pausedUntil: at('13:00'), circuitOpenUntil: at('12:00') },
      '14:00',
      'schedule',
    ],
  ] as const)('%s', (_, changes, time, waitsFor) => {
    expect(nextSync(facts(changes))).toMatchObject({ at: at(time).toISOString(), waitsFor });
  });

  it('is never while Spotify is not connected', () => {
    expect(nextSync(facts({ isConnected: false, pausedUntil: at('15:13') }))).toEqual({
      at: null,
      waitsFor: 'reconnect',
    });
  });

  it.each([
    ['later in this round', {}, '14:00', 'schedule'],
    ['in the next round, after this one’s turn', { lastTurnAt: at('13:07') }, '15:00', 'schedule'],
    [
      'in the next round, where this one came too early',
      { circuitOpenUntil: at('13:10') },
      '15:00',
      'schedule',
    ],
    ['in the round after the breaker’s rest', { circuitOpenUntil: at('15:13') }, '17:00', 'errors'],
    ['in the rest of the round in which a pause ends', { pausedUntil: at('15:13') }, '16:00', 'spotify'],
  ] as const)('comes, where a round takes the whole hour, %s', (_, changes, by, waitsFor) => {
    expect(nextSync(facts({ ...changes, isSpread: true }))).toMatchObject({
      by: at(by).toISOString(),
      waitsFor,
    });
  });

  it('comes by the moment promised, whatever place in the round is the listener’s', () => {
    const place = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
    const moment = fc.option(fc.integer({ min: -DAY, max: DAY }).map((ms) => new Date(NOW.getTime() + ms)));
    const sinceTurn = fc.option(fc.integer({ min: 0, max: DAY }));
    fc.assert(
      fc.property(
        place,
        moment,
        moment,
        sinceTurn,
        fc.constantFrom(1, 15, 60),
        (share, pausedUntil, circuitOpenUntil, ms, everyMinutes) => {
          const round = { place: share, pausedUntil, circuitOpenUntil, everyMinutes };
          const regular = turn(round, roundOf(NOW, everyMinutes));
          // The latest turn may also be a sync asked for, at any time.
          const asked = ms === null ? null : NOW.getTime() - ms;
          const lastTurnAt = new Date(
            Math.max(asked ?? 0, regular !== null && regular <= NOW.getTime() ? regular : 0),
          );
          const next = nextSync(
            facts({ pausedUntil, circuitOpenUntil, everyMinutes, lastTurnAt, isSpread: true }),
          );
          const real = firstTurnAfterNow(round);
          const by = Date.parse(next.waitsFor === 'reconnect' ? '' : (next.by ?? ''));
          expect(by).toBeGreaterThan(NOW.getTime());
          expect(by).toBeGreaterThanOrEqual(real);
          expect(by - real).toBeLessThanOrEqual(2 * everyMinutes * MINUTE);
        },
      ),
    );
  });

  it('is never promised for a moment at which no sync can run', () => {
    const moment = fc.option(fc.integer({ min: -DAY, max: DAY }).map((ms) => new Date(NOW.getTime() + ms)));
    fc.assert(
      fc.property(
        moment,
        moment,
        fc.constantFrom(1, 15, 60),
        (pausedUntil, circuitOpenUntil, everyMinutes) => {
          const next = nextSync(facts({ pausedUntil, circuitOpenUntil, everyMinutes }));
          const promised = Date.parse(next.at ?? '');
          expect(promised).toBeGreaterThan(NOW.getTime());
          expect(promised).toBeGreaterThanOrEqual(pausedUntil?.getTime() ?? 0);
          expect(promised).toBeGreaterThanOrEqual(circuitOpenUntil?.getTime() ?? 0);
          const held = [pausedUntil, circuitOpenUntil].some((until) => until !== null && until > NOW);
          expect(next.waitsFor === 'schedule').toBe(!held);
          if (!held) expect(promised - NOW.getTime()).toBeLessThanOrEqual(everyMinutes * MINUTE);
        },
      ),
    );
  });
});

interface Round extends Pick<SyncFacts, 'pausedUntil' | 'circuitOpenUntil' | 'everyMinutes'> {
  /** The listener's place among all, from 0 to 1. */
  place: number;
}

const roundOf = (moment: Date, everyMinutes: number): number =>
  Math.floor(moment.getTime() / (everyMinutes * MINUTE)) * everyMinutes * MINUTE;

/** When the round polls the listener; null where it does not. A pause squeezes the round into what is left of it. */
function turn({ place, pausedUntil, circuitOpenUntil, everyMinutes }: Round, round: number): number | null {
  const from = Math.max(round, pausedUntil?.getTime() ?? 0);
  const end = round + everyMinutes * MINUTE;
  if (from >= end || (circuitOpenUntil?.getTime() ?? 0) > round) return null;
  return from + place * (end - from);
}

function firstTurnAfterNow(round: Round): number {
  const step = round.everyMinutes * MINUTE;
  for (let start = roundOf(NOW, round.everyMinutes); ; start += step) {
    const at = turn(round, start);
    if (at !== null && at > NOW.getTime()) return at;
  }
}
