import { setImmediate as nextRound } from 'node:timers/promises';

/** Gives the turn to the next in line. Calling it again does nothing. */
export type LeaveTurnstile = () => void;

/** Lets one through at a time, in the order of arrival. */
export class Turnstile {
  #taken = false;
  #line: Array<() => void> = [];

  /** Resolves when it is the caller's turn. The caller must call what it gets, whatever happens. */
  async enter(): Promise<LeaveTurnstile> {
    if (this.#taken) {
      await new Promise<void>((resolve) => this.#line.push(resolve));
      // Without this, a line that never empties keeps timers and sockets from being served.
      await nextRound();
    }
    this.#taken = true;
    let left = false;
    return () => {
      if (left) return;
      left = true;
      const next = this.#line.shift();
      if (next) next();
      else this.#taken = false;
    };
  }

  /** Runs a job in a turn of its own. */
  async run<T>(job: () => Promise<T>): Promise<T> {
    const leave = await this.enter();
    try {
      return await job();
    } finally {
      leave();
    }
  }
}
