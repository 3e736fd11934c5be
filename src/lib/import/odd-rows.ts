import type { RowRefusal } from './imported-row';

/** Why a row is skipped, or what it is saved without. */
type Oddity = RowRefusal | 'lacksDetail';

/** The rows that are named: those that no listener expects to be skipped. */
const WORDS: Partial<Record<Oddity, [one: string, several: string]>> = {
  lacksDetail: [
    'was saved without a detail that could not be read',
    'were saved without a detail that could not be read',
  ],
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
  readonly #files = new Map<string, Map<Oddity, Range[]>>();
  #places = 0;
  #sentences = 0;
  #unnamed = 0;

  /** Call it in the order of a file's rows. Rows that a listener expects to be skipped are not named. */
  note(file: string, oddity: Oddity, row: number): void {
    if (!WORDS[oddity]) return;
    const oddities = this.#files.get(file) ?? new Map<Oddity, Range[]>();
    const ranges = oddities.get(oddity) ?? [];
    const last = ranges.at(-1);
    if (last?.[1] === row - 1) last[1] = row;
    else if (this.#places === MOST_PLACES || (!last && this.#sentences === MOST_SENTENCES))
      this.#unnamed += 1;
    else {
      this.#places += 1;
      this.#sentences += Number(!last);
      ranges.push([row, row]);
      this.#files.set(file, oddities.set(oddity, ranges));
    }
  }

  /** A sentence for each file and reason. */
  sentences(): string[] {
    const named = [...this.#files].flatMap(([file, oddities]) =>
      [...oddities].map(([oddity, ranges]) => sentence(file, oddity, ranges)),
    );
    return this.#unnamed > 0 ? [...named, `Odd rows beyond these: ${this.#unnamed}.`] : named;
  }
}

function sentence(file: string, oddity: Oddity, ranges: readonly Range[]): string {
  const [one, several] = WORDS[oddity] ?? [];
  const isOne = ranges.length === 1 && ranges[0]?.[0] === ranges[0]?.[1];
  const places = ranges.map(([first, last]) => (first === last ? `${first}` : `${first}–${last}`));
  return `${isOne ? 'Row' : 'Rows'} ${LIST.format(places)} of ${file} ${isOne ? one : several}.`;
}

const LIST = new Intl.ListFormat('en');
