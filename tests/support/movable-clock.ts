import type { Clock } from '@/lib/clock';

export interface MovableClock extends Clock {
  /** Moves this clock's time on by so many milliseconds. */
  advance(ms: number): void;
}

/** More turns of promises than reading an answer takes. */
const READING_TURNS = 100;

/**
 * A clock that stands still until a test moves it; `sleep` moves it too, once answers that have arrived by then are read:
 * else a caller would wait for seconds and still not know what another was told before. It waits for promises alone, for
 * a turn of the event loop would let the story depend on how fast the database is.
 */
export function createMovableClock(start: Date): MovableClock {
  let now = start.getTime();
  const advance = (ms: number) => {
    now += ms;
  };
  const sleep = async (ms: number) => {
    for (let turn = 0; turn < READING_TURNS; turn++) await Promise.resolve();
    advance(ms);
  };
  return { now: () => new Date(now), sleep, advance };
}

/** The real clock, until a test moves it on: for parts that also wait for the real world. */
export function createShiftedClock(): MovableClock {
  let shift = 0;
  return {
    now: () => new Date(Date.now() + shift),
    sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    advance: (ms) => {
      shift += ms;
    },
  };
}
