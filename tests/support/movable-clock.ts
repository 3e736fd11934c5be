import type { Clock } from '@/lib/clock';

export interface MovableClock extends Clock {
  /** Moves this clock's time on by this many milliseconds. */
  advance(ms: number): void;
}

/** More turns of promises than asking the simulator and reading its answer takes. */
const READING_TURNS = 200;

/**
 * A clock that stands still until a test moves it; `sleep` moves it too. Concurrent sleepers wake in the
 * order of time, one after the other, each once the previous one has read its answer: else one would wait for
 * seconds and still not know what another received before. Waking waits for promises alone, for a turn of the event loop
 * would let the story depend on how fast the database is.
 */
export function createMovableClock(start: Date): MovableClock {
  let now = start.getTime();
  const sleepers: { until: number; wake: () => void }[] = [];
  let isWaking = false;
  const wakeInOrder = async () => {
    isWaking = true;
    while (sleepers.length > 0) {
      for (let turn = 0; turn < READING_TURNS; turn++) await Promise.resolve();
      const next = sleepers.sort((a, b) => a.until - b.until).shift();
      now = Math.max(now, next?.until ?? now);
      next?.wake();
    }
    isWaking = false;
  };
  const sleep = (ms: number) =>
    new Promise<void>((wake) => {
      sleepers.push({ until: now + ms, wake });
      if (!isWaking) void wakeInOrder();
    });
  const advance = (ms: number) => {
    now += ms;
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
