import { MINUTE } from '@/lib/shared/time';
import type { ImportedRow } from './imported-row';

/** Rows that are written together. */
export const CHUNK_ROWS = 5_000;

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
    return this.#cut(2 * this.size);
  }

  /** The remaining rows. */
  rest(): ImportedRow[][] {
    const chunks = this.#cut(this.size + 1);
    if (this.#waiting.length > 0) chunks.push(this.#waiting);
    this.#waiting = [];
    return chunks;
  }

  #cut(least: number): ImportedRow[][] {
    const chunks: ImportedRow[][] = [];
    while (this.#waiting.length >= least) {
      const cut = this.#safeCut();
      chunks.push(this.#waiting.slice(0, cut));
      this.#waiting = this.#waiting.slice(cut);
    }
    return chunks;
  }

  #safeCut(): number {
    const most = Math.min(2 * this.size, this.#waiting.length);
    for (let index = this.size; index < most; index += 1) {
      const [before, after] = [this.#waiting[index - 1], this.#waiting[index]];
      if (before && after && after.at - before.at > QUIET) return index;
    }
    return Math.min(this.size, this.#waiting.length);
  }
}
