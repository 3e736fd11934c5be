import { setImmediate as nextRound } from 'node:timers/promises';

/** Passes the turn to the next in line. Calling it again does nothing. */
export type LeaveTurnstile = () => void;

/**
 * Lets one caller through at a time: round-robin between lines, first come first served within a line. A long line
 * delays another one by a single turn.
 */
export class Turnstile {
  #taken = false;
  /** Only lines with waiting callers, in the order of their next turns. */
  readonly #lines = new Map<string, Array<() => void>>();

  /** Resolves when it is the caller's turn. The caller must always call the returned function. */
  async enter(line = ''): Promise<LeaveTurnstile> {
    if (this.#taken) {
      await new Promise<void>((resolve) => this.#wait(line, resolve));
      // Without this, a queue that never empties would starve timers and sockets.
      await nextRound();
    }
    this.#taken = true;
    let left = false;
    return () => {
      if (left) return;
      left = true;
      const next = this.#next();
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

  #wait(line: string, enter: () => void): void {
    const waiting = this.#lines.get(line);
    if (waiting) waiting.push(enter);
    else this.#lines.set(line, [enter]);
  }

  /** The first of the line whose turn it is, which then goes to the end of the lines. */
  #next(): (() => void) | undefined {
    const [first] = this.#lines;
    if (!first) return undefined;
    const [line, waiting] = first;
    const next = waiting.shift();
    this.#lines.delete(line);
    if (waiting.length > 0) this.#lines.set(line, waiting);
    return next;
  }
}
