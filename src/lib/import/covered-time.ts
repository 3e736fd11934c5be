/** The time between the ends of two plays. */
export interface Span {
  from: Date;
  to: Date;
}

interface FileSpan {
  name: string;
  from: number;
  to: number;
}

/**
 * The time that the files cover completely: from the first play of each file to its last, and between two files with
 * consecutive numbers. Video files cover no time.
 */
export class CoveredTime {
  readonly #files = new Map<number, FileSpan>();

  /** Records that a play of this file, by its number in the upload, ended at this time, ms UTC. */
  note({ file: index, name }: { file: number; name: string }, at: number): void {
    const file = this.#files.get(index);
    if (!file) this.#files.set(index, { name, from: at, to: at });
    else {
      file.from = Math.min(file.from, at);
      file.to = Math.max(file.to, at);
    }
  }

  get first(): Date | null {
    const starts = [...this.#files.values()].map(({ from }) => from);
    return starts.length === 0 ? null : new Date(Math.min(...starts));
  }

  get last(): Date | null {
    const ends = [...this.#files.values()].map(({ to }) => to);
    return ends.length === 0 ? null : new Date(Math.max(...ends));
  }

  spans(): Span[] {
    const spans: { number: number | null; from: number; to: number }[] = [];
    const files = [...this.#files.values()].filter(({ name }) => !/video/i.test(name));
    for (const { name, from, to } of files.sort((a, b) => a.from - b.from)) {
      const number = numberOf(name);
      const before = spans.at(-1);
      const follows = before && (from <= before.to || follow(before.number, number));
      if (before && follows) {
        before.to = Math.max(before.to, to);
        before.number = number;
      } else spans.push({ number, from, to });
    }
    return spans.map(({ from, to }) => ({ from: new Date(from), to: new Date(to) }));
  }
}

function numberOf(name: string): number | null {
  const number = /_(\d+)\.json$/i.exec(name)?.[1];
  return number === undefined ? null : Number(number);
}

const follow = (before: number | null, after: number | null): boolean =>
  before !== null && after !== null && after === before + 1;
