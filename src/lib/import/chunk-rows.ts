import { MINUTE } from '@/lib/shared/time';
import type { ImportedRow } from './imported-row';

/**
 * Rows that are written together, and up to twice as many. On the embedded database nobody else is answered meanwhile:
 * `npm run bench:hostile` measures what that costs.
 */
const CHUNK_ROWS = 250;

/** Plays that are further apart than this never match the same known play. */
const QUIET = 3 * MINUTE;

/**
 * Splits rows into chunks in chronological order. A chunk ends where nothing was played for some minutes, so that each
 * chunk can be compared with the archive on its own.
 */
export class RowChunker {
  #waiting: ImportedRow[] = [];

  constructor(private readonly size = CHUNK_ROWS) {}

  /** Takes rows in any order and returns the chunks that are full. */
  take(rows: readonly ImportedRow[]): ImportedRow[][] {
    this.#waiting = this.#waiting.concat(rows).sort((a, b) => a.at - b.at);
    const chunks: ImportedRow[][] = [];
    let from = 0;
    while (this.#waiting.length - from >= 2 * this.size) {
      const cut = this.#safeCut(from);
      chunks.push(this.#waiting.slice(from, cut));
      from = cut;
    }
    this.#waiting = this.#waiting.slice(from);
    return chunks;
  }

  /** The remaining rows. */
  rest(): ImportedRow[][] {
    const rest = this.#waiting;
    this.#waiting = [];
    return rest.length > 0 ? [rest] : [];
  }

  #safeCut(from: number): number {
    for (let index = from + this.size; index < from + 2 * this.size; index += 1) {
      const [before, after] = [this.#waiting[index - 1], this.#waiting[index]];
      if (before && after && after.at - before.at > QUIET) return index;
    }
    return from + this.size;
  }
}
