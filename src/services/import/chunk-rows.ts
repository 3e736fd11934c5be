import type { ImportedRow } from '@/lib/import/imported-row';
import { MINUTE } from '@/lib/shared/time';

/** Rows that are written at once. */
export const CHUNK_ROWS = 5_000;

/** Plays that are further apart than this never compete for the same known play. */
const QUIET = 3 * MINUTE;

/**
 * Cuts rows into chunks in the order of time. A cut falls where nothing was played for some minutes, so that the rows
 * on its two sides can be compared with the archive apart from each other.
 */
export class RowChunker {
  #waiting: ImportedRow[] = [];

  constructor(private readonly size = CHUNK_ROWS) {}

  /** Takes rows of any order and gives the chunks that are full. */
  take(rows: readonly ImportedRow[]): ImportedRow[][] {
    this.#waiting = this.#waiting.concat(rows).sort((a, b) => a.at - b.at);
    return this.#cut(2 * this.size);
  }

  /** The rows that are left. */
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
