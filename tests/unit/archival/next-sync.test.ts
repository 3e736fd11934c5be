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
