import { MINUTE } from './shared/time';

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

/** Whether the clock was set back since it showed `before`; everyday corrections of less than a minute do not count. */
export const wasSetBack = (before: Date, now: Date): boolean => now.getTime() < before.getTime() - MINUTE;
