import { describe, expect, it } from 'vitest';
import type { ObservedPlay } from '@/lib/spotify/recently-played';
import { nextAdaptivePoll } from '@/services/archival/adaptive-polling';

const MINUTE = 60_000;
const NOW = new Date('2026-03-02T10:00:00Z');
const NEXT_REGULAR = new Date('2026-03-02T11:00:00Z');

/** Fifty plays, `secondsApart`, the newest `minutesAgo`. */
const playing = (secondsApart: number, minutesAgo = 1): ObservedPlay[] =>
  Array.from({ length: 50 }, (_, i) => ({
    playedAt: new Date(NOW.getTime() - minutesAgo * MINUTE - i * secondsApart * 1000),
    track: {
      spotifyId: `t${i}`,
      name: 't',
      durationMs: null,
      isrc: null,
      explicit: false,
      discNumber: null,
      trackNumber: null,
      album: null,
      artists: [],
    },
    context: null,
  }));

describe('when a listener is looked at again within the hour', () => {
  it('waits for the next tick at a normal rate', () => {
    expect(nextAdaptivePoll(playing(210), NOW, NEXT_REGULAR)).toBeNull();
  });

  it('polls again when half of the window has filled at a high rate', () => {
    const poll = nextAdaptivePoll(playing(40), NOW, NEXT_REGULAR);
    expect(poll?.toISOString()).toBe('2026-03-02T10:15:40.000Z');
  });

  it('never polls again within five minutes', () => {
    const poll = nextAdaptivePoll(playing(2), NOW, NEXT_REGULAR);
    expect(poll?.toISOString()).toBe('2026-03-02T10:05:00.000Z');
  });

  it('ignores a listener who has stopped listening', () => {
    expect(nextAdaptivePoll(playing(40, 25), NOW, NEXT_REGULAR)).toBeNull();
  });

  it('knows no pace from a single play', () => {
    expect(nextAdaptivePoll(playing(40).slice(0, 1), NOW, NEXT_REGULAR)).toBeNull();
  });
});
