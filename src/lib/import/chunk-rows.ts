import { reachOfLength } from '@/lib/history/reach';
import type { ImportedRow } from './imported-row';

/**
 * Rows that are written together, and up to twice as many. On the embedded database nobody else is answered meanwhile:
 * `npm run bench:hostile` measures what that costs.
 */
const CHUNK_ROWS = 250;

/**
 * Splits rows into chunks in chronological order. A chunk ends where no row on one side can be the same play as a row on
 * the other; where there is no such place, the later chunk is compared with the plays of the earlier one.
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
      const cut = from + safeCut(this.#waiting.slice(from, from + 2 * this.size), this.size);
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
}

/** Before which of the rows, from the one at `first` on, the first safe cut is; `first` where there is none. */
function safeCut(rows: readonly ImportedRow[], first: number): number {
  const reachBack: number[] = [];
  for (const { at, msPlayed } of rows.toReversed()) {
    reachBack.unshift(Math.min(at - reachOfLength(msPlayed), reachBack[0] ?? at));
  }
  let reachedUntil = Number.NEGATIVE_INFINITY;
  for (const [index, { at, msPlayed }] of rows.entries()) {
    const before = rows[index - 1]?.at ?? Number.POSITIVE_INFINITY;
    if (index >= first && reachedUntil < at && (reachBack[index] ?? at) > before) return index;
    reachedUntil = Math.max(reachedUntil, at + reachOfLength(msPlayed));
  }
  return first;
}
