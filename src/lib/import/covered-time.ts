import type { ImportFormat } from '@/lib/shared/import/import-job';
import { DAY } from '@/lib/shared/time';

/** The time between the ends of two plays. */
export interface Span {
  from: Date;
  to: Date;
}

interface FileSpan {
  name: string;
  format: ImportFormat;
  from: number;
  to: number;
}

/** When a play ended, and when Spotify learned of it: later, where it was played offline. Ms UTC. */
interface WrittenPlay {
  at: number;
  writtenAt: number;
}

/**
 * The time that the files cover completely: from when Spotify learned of the first play of each file to its last, and
 * between two files with consecutive numbers. Files are cut by that time: a play that was synchronised a year later says
 * nothing of the year. Video files cover no time.
 */
export class CoveredTime {
  readonly #files = new Map<number, FileSpan>();
  /** The ends of the first and the last play of all files. */
  first: Date | null = null;
  last: Date | null = null;

  /** Records a play of this file, by its number in the upload. */
  note(
    { file: index, name, format }: { file: number; name: string; format: ImportFormat },
    { at, writtenAt }: WrittenPlay,
  ): void {
    if (this.first === null || at < this.first.getTime()) this.first = new Date(at);
    if (this.last === null || at > this.last.getTime()) this.last = new Date(at);
    const file = this.#files.get(index);
    if (!file) this.#files.set(index, { name, format, from: writtenAt, to: writtenAt });
    else {
      file.from = Math.min(file.from, writtenAt);
      file.to = Math.max(file.to, writtenAt);
    }
  }

  spans(): Span[] {
    const spans: (Place & { from: number; to: number })[] = [];
    const files = [...this.#files.values()].filter(({ name }) => !/video/i.test(name));
    const isByYear = files.some(({ name }) => /_\d{4}\.json$/i.test(name));
    for (const { name, format, from, to } of files.sort((a, b) => a.from - b.from)) {
      const file = { format, ...numberOf(name, isByYear), from, to };
      const before = spans.at(-1);
      if (before && (from <= before.to || follow(before, file)))
        Object.assign(before, { ...file, from: before.from, to: Math.max(before.to, to) });
      else spans.push(file);
    }
    return spans.map(({ from, to }) => ({ from: new Date(from), to: new Date(to) }));
  }
}

/** Since 2026 files are numbered within each year, whose first has no number: `…_2024.json`, `…_2024_1.json`. */
const BY_YEAR = /_(?<year>\d{4})(?:_(?<number>\d{1,3}))?\.json$/i;
const THROUGHOUT = /(?:_|History)(?<number>\d+)\.json$/i;

function numberOf(name: string, isByYear: boolean): Pick<Place, 'year' | 'number'> {
  const byYear = isByYear ? BY_YEAR.exec(name)?.groups : undefined;
  if (byYear) return { year: Number(byYear.year), number: Number(byYear.number ?? 0) };
  const number = THROUGHOUT.exec(name)?.groups?.number;
  return { year: null, number: number === undefined ? null : Number(number) };
}

/** The files of each format are numbered on their own, throughout or within each year. */
interface Place {
  format: ImportFormat;
  year: number | null;
  number: number | null;
}

/** A file holds more than that: between two years none is missing where the time is shorter. */
const LESS_THAN_A_FILE = 31 * DAY;

function follow(before: Place & { to: number }, after: Place & { from: number }): boolean {
  if (before.format !== after.format || before.number === null) return false;
  if (before.year === after.year) return after.number === before.number + 1;
  const isNextYear = before.year !== null && after.year === before.year + 1 && after.number === 0;
  return isNextYear && after.from - before.to < LESS_THAN_A_FILE;
}
