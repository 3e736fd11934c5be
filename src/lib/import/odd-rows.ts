import type { RowRefusal } from './imported-row';

/** The rows that are named: those that no listener expects to be skipped. */
const WORDS: Partial<Record<RowRefusal, [one: string, several: string]>> = {
  outOfBounds: [
    'has a time, length or name that no play has',
    'have a time, length or name that no play has',
  ],
  unreadable: ['could not be read', 'could not be read'],
};

/** What damages a file damages rows that follow each other; a thousand places in a hundred files keep the notes readable. */
const MOST_PLACES = 1_000;
const MOST_SENTENCES = 100;

type Range = [first: number, last: number];

/** The places of the odd rows of an upload. */
export class OddRows {
  readonly #files = new Map<string, Map<RowRefusal, Range[]>>();
  #places = 0;
  #sentences = 0;
  #unnamed = 0;

  /** Call it in the order of a file's rows. Rows that a listener expects to be skipped are not named. */
  note(file: string, refusal: RowRefusal, row: number): void {
    if (!WORDS[refusal]) return;
    const refusals = this.#files.get(file) ?? new Map<RowRefusal, Range[]>();
    const ranges = refusals.get(refusal) ?? [];
    const last = ranges.at(-1);
    if (last?.[1] === row - 1) last[1] = row;
    else if (this.#places === MOST_PLACES || (!last && this.#sentences === MOST_SENTENCES))
      this.#unnamed += 1;
    else {
      this.#places += 1;
      this.#sentences += Number(!last);
      ranges.push([row, row]);
      this.#files.set(file, refusals.set(refusal, ranges));
    }
  }

  /** A sentence for each file and reason. */
  sentences(): string[] {
    const named = [...this.#files].flatMap(([file, refusals]) =>
      [...refusals].map(([refusal, ranges]) => sentence(file, refusal, ranges)),
    );
    return this.#unnamed > 0 ? [...named, `Odd rows beyond these: ${this.#unnamed}.`] : named;
  }
}

function sentence(file: string, refusal: RowRefusal, ranges: readonly Range[]): string {
  const [one, several] = WORDS[refusal] ?? [];
  const isOne = ranges.length === 1 && ranges[0]?.[0] === ranges[0]?.[1];
  const places = ranges.map(([first, last]) => (first === last ? `${first}` : `${first}–${last}`));
  return `${isOne ? 'Row' : 'Rows'} ${LIST.format(places)} of ${file} ${isOne ? one : several}.`;
}

const LIST = new Intl.ListFormat('en');
