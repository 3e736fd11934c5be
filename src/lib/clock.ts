/** The source of time. Injected everywhere, so that a test or a simulation can move it. */
export interface Clock {
  /** Now, UTC. */
  now(): Date;
  /** Resolves after this many milliseconds of the clock's time. */
  sleep(ms: number): Promise<void>;
}

export const systemClock: Clock = {
  now: () => new Date(),
  sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
};
