/** A play by its keys; what they mean is asked once for each track and context, not once a play. Times are ms UTC. */
export interface ExportedPlay {
  playedAt: number;
  originId: number;
  trackId: number;
  listenedMs: number;
  msPlayed: number | null;
  skipped: boolean | null;
  contextId: number | null;
}

/** The numbers that make a play; -1 is what may be unknown and is. */
const NUMBERS = 7;

/**
 * A page of plays as bare numbers, a play made of them when it is asked for: objects that live as long as a page are
 * garbage that the engine collects late, tens of megabytes of it in an export.
 */
export class ExportedPage implements Iterable<ExportedPlay> {
  readonly #numbers: Float64Array;

  /** @param text the numbers of all plays in the order of ExportedPlay, a space between two; '' for no play */
  constructor(text: string) {
    this.#numbers = Float64Array.from(text === '' ? [] : text.split(' '), Number);
  }

  get length(): number {
    return this.#numbers.length / NUMBERS;
  }

  get last(): ExportedPlay | undefined {
    return this.length === 0 ? undefined : this.#play(this.length - 1);
  }

  *[Symbol.iterator](): Generator<ExportedPlay> {
    for (let place = 0; place < this.length; place += 1) yield this.#play(place);
  }

  #play(place: number): ExportedPlay {
    const from = place * NUMBERS;
    const skipped = this.#known(from + 5);
    return {
      playedAt: this.#number(from),
      originId: this.#number(from + 1),
      trackId: this.#number(from + 2),
      listenedMs: this.#number(from + 3),
      msPlayed: this.#known(from + 4),
      skipped: skipped === null ? null : skipped === 1,
      contextId: this.#known(from + 6),
    };
  }

  #number(index: number): number {
    return this.#numbers[index] ?? 0;
  }

  #known(index: number): number | null {
    const number = this.#number(index);
    return number < 0 ? null : number;
  }
}
