import type { ImportedRow } from './imported-row';

/** The time between the ends of two plays. */
export interface Span {
  from: Date;
  to: Date;
}

/**
 * The time that the files cover completely: from the first play of each file to its last, and between two files with
 * consecutive numbers. Video files cover no time.
 */
export class CoveredTime {
  #first: number | null = null;
  #last: number | null = null;
  readonly #files: { number: number | null; from: number; to: number }[] = [];

  addFile(name: string, rows: readonly ImportedRow[]): void {
    const span = this.note(rows);
    if (!span || /video/i.test(name)) return;
    const number = /_(\d+)\.json$/i.exec(name)?.[1];
    this.#files.push({ number: number === undefined ? null : Number(number), ...span });
  }

  /** Records when rows were played, without claiming that nothing is missing between them. */
  note(rows: readonly ImportedRow[]): { from: number; to: number } | null {
    let [from, to] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    for (const { at } of rows) [from, to] = [Math.min(from, at), Math.max(to, at)];
    if (from > to) return null;
    this.#first = Math.min(this.#first ?? from, from);
    this.#last = Math.max(this.#last ?? to, to);
    return { from, to };
  }

  get first(): Date | null {
    return this.#first === null ? null : new Date(this.#first);
  }

  get last(): Date | null {
    return this.#last === null ? null : new Date(this.#last);
  }

  spans(): Span[] {
    const spans: { number: number | null; from: number; to: number }[] = [];
    for (const file of [...this.#files].sort((a, b) => a.from - b.from)) {
      const before = spans.at(-1);
      const follows = before && (file.from <= before.to || follow(before.number, file.number));
      if (before && follows) {
        before.to = Math.max(before.to, file.to);
        before.number = file.number;
      } else spans.push({ ...file });
    }
    return spans.map(({ from, to }) => ({ from: new Date(from), to: new Date(to) }));
  }
}

const follow = (before: number | null, after: number | null): boolean =>
  before !== null && after !== null && after === before + 1;
