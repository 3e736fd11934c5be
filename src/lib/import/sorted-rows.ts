import { createReadStream } from 'node:fs';
import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ImportedRow } from './imported-row';

/** Characters of rows that wait in memory before they are written to the disk. */
const WAITING = 8_000_000;
/** Characters of rows that are sorted at once: some ten thousand rows, more than any month of listening has. */
const SORTED_AT_ONCE = 24_000_000;

/**
 * Sorts rows by their ends on the disk, in a file for each month, so that memory does not grow with their number. Files
 * of a history overlap, and older ones are in no order.
 */
export class SortedRows {
  readonly #waiting = new Map<string, string[]>();
  readonly #months = new Set<string>();
  #characters = 0;

  /** @param folder where the files may be written; who made it removes it. */
  constructor(private readonly folder: string) {}

  add(row: ImportedRow): void {
    const month = new Date(row.at).toISOString().slice(0, 7);
    const line = JSON.stringify(row);
    const lines = this.#waiting.get(month);
    if (lines) lines.push(line);
    else this.#waiting.set(month, [line]);
    this.#characters += line.length;
  }

  /** Call it after every few rows. */
  async flushIfLarge(): Promise<void> {
    if (this.#characters >= WAITING) await this.#flush();
  }

  /** All rows, oldest first, some thousand at a time; adding ends with it. */
  async *inOrder(): AsyncGenerator<ImportedRow[]> {
    await this.#flush();
    for (const month of [...this.#months].sort()) yield* this.#rowsOf(month);
  }

  async #flush(): Promise<void> {
    for (const [month, lines] of this.#waiting) {
      this.#months.add(month);
      await appendFile(this.#pathOf(month), `${lines.join('\n')}\n`, { mode: 0o600 });
    }
    this.#waiting.clear();
    this.#characters = 0;
  }

  async *#rowsOf(month: string): AsyncGenerator<ImportedRow[]> {
    let rows: ImportedRow[] = [];
    let characters = 0;
    for await (const line of linesOf(this.#pathOf(month))) {
      // We wrote it ourselves.
      const row: ImportedRow = JSON.parse(line);
      rows.push(row);
      characters += line.length;
      if (characters < SORTED_AT_ONCE) continue;
      yield inOrder(rows);
      rows = [];
      characters = 0;
    }
    yield inOrder(rows);
  }

  #pathOf(month: string): string {
    return join(this.folder, `rows-${month}`);
  }
}

/** `readline` would also end a line at U+2028, which titles may contain. */
async function* linesOf(path: string): AsyncGenerator<string> {
  let rest = '';
  for await (const text of createReadStream(path, 'utf8')) {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
}

const inOrder = (rows: ImportedRow[]): ImportedRow[] => rows.sort((a, b) => a.at - b.at);
