import { setImmediate as nextRound } from 'node:timers/promises';

/** Passes the turn to the next in line. Calling it again does nothing. */
export type LeaveTurnstile = () => void;

/** Lets one caller through at a time, in order of arrival. */
export class Turnstile {
  #taken = false;
  #line: Array<() => void> = [];

  /** Resolves when it is the caller's turn. The caller must always call the returned function. */
  async enter(): Promise<LeaveTurnstile> {
    if (this.#taken) {
      await new Promise<void>((resolve) => this.#line.push(resolve));
      // Without this, a queue that never empties would starve timers and sockets.
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
