import type { ImportFormat } from '@/lib/shared/import/import-job';

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
    const spans: { place: Place; from: number; to: number }[] = [];
    const files = [...this.#files.values()].filter(({ name }) => !/video/i.test(name));
    for (const { name, format, from, to } of files.sort((a, b) => a.from - b.from)) {
      const place = { format, number: numberOf(name) };
      const before = spans.at(-1);
      const follows = before && (from <= before.to || follow(before.place, place));
      if (before && follows) {
        before.to = Math.max(before.to, to);
        before.place = place;
      } else spans.push({ place, from, to });
    }
    return spans.map(({ from, to }) => ({ from: new Date(from), to: new Date(to) }));
  }
}

function numberOf(name: string): number | null {
  const number = /_(\d+)\.json$/i.exec(name)?.[1];
  return number === undefined ? null : Number(number);
}

/** The files of each format are numbered on their own. */
interface Place {
  format: ImportFormat;
  number: number | null;
}

const follow = (before: Place, after: Place): boolean =>
  before.format === after.format && before.number !== null && after.number === before.number + 1;
