import { describe, expect, it } from 'vitest';
import { countsAsPlay } from '@/lib/history/counts-as-play';
import { playEnd, type RowTimes } from '@/lib/history/play-end';

const at = (text: string) => Date.parse(`2025-03-02T${text}Z`);
const flight = (over: Partial<RowTimes> = {}): RowTimes => ({
  ts: at('20:00:00'),
  msPlayed: 200_000,
  offline: true,
  offlineTimestamp: at('12:00:00') / 1_000,
  ...over,
});

describe('the end of a row that was played offline', () => {
  it('is the played time after its start, in seconds or milliseconds', () => {
    expect(playEnd(flight())).toBe(at('12:03:20'));
    expect(playEnd(flight({ offlineTimestamp: at('12:00:00.250') }))).toBe(at('12:03:20.250'));
  });

  it.each<[string, Partial<RowTimes>]>([
    ['was played online', { offline: false }],
    ['does not say', { offline: null }],
    ['has no start', { offlineTimestamp: null }],
    ['has a start of 0', { offlineTimestamp: 0 }],
    ['began before Spotify', { offlineTimestamp: Date.parse('2008-10-06T23:59:59Z') / 1_000 }],
    ['was synchronised within ten minutes', { offlineTimestamp: at('19:46:40') / 1_000 }],
    ['began after its end', { offlineTimestamp: at('21:00:00') / 1_000 }],
    ['began in no time at all', { offlineTimestamp: Number.MAX_SAFE_INTEGER }],
    ['has no played time', { msPlayed: null }],
  ])('is its ts when the row %s', (_what, over) => {
    expect(playEnd(flight(over))).toBe(at('20:00:00'));
  });

  it('is its start and played time from a second more than ten minutes on', () => {
    expect(playEnd(flight({ offlineTimestamp: at('19:46:39') / 1_000 }))).toBe(at('19:49:59'));
  });
});

describe('a play', () => {
  it('counts from 30 s, or from where its listener counts; one of unknown length was polled and counts', () => {
    expect([29_999, 30_000, null].map((ms) => countsAsPlay(ms))).toEqual([false, true, true]);
    expect([0, 59_999, 60_000].map((ms) => countsAsPlay(ms, 60_000))).toEqual([false, false, true]);
    expect(countsAsPlay(0, 0)).toBe(true);
  });
});
