import type { ImportFormat, SkippedFile } from '@/lib/shared/import/import-job';
import type { Chunk } from './chunk';
import { RowChunker } from './chunk-rows';
import { CoveredTime, type Span } from './covered-time';
import { type FileKind, kindOf } from './file-kind';
import type { ReadRow, RowRefusal } from './imported-row';
import { itemsOf } from './json-items';
import { OddRows } from './odd-rows';
import { type OwnCatalogue, type OwnGap, readOwnCatalogue, readOwnPlay } from './own-export';
import { musicOf } from './own-music';
import type { ReadLimits } from './read-limits';
import { SortedRows } from './sorted-rows';
import { readAccountRow, readExtendedRow } from './spotify-rows';
import { UnreadableFile } from './unreadable-file';
import type { UploadedFile } from './uploaded-files';

/** What has been read, except the rows. */
export interface HistoryReading {
  format: ImportFormat;
  rows: number;
  refused: Partial<Record<RowRefusal, number>>;
  firstPlayAt: Date | null;
  lastPlayAt: Date | null;
  /** The end of the last play whose listening time the files report. */
  reportedUntil: Date | null;
  /** Periods that the files cover completely. */
  spans: Span[];
  /** Those that our own export says its archive had. */
  archived: OwnCatalogue['archived'];
  gaps: OwnGap[];
  /** Sentences for the listener. */
  errors: string[];
  /** Those that the list of imports shows, and those beyond: a zip may have a thousand. */
  skippedFiles: SkippedFile[];
  moreSkippedFiles: SkippedFile[];
}

export interface HistoryOptions {
  privateSessions: boolean;
  now: Date;
  limits: ReadLimits;
  /** A folder for rows that do not fit into memory. */
  folder: string;
  /** Called every few thousand rows. */
  onProgress: () => void;
}

const SHOWN_FILES = 100;

const NOTHING_FOUND =
  'No listening history was found in this file. Choose the zip file that Spotify sent (“Extended streaming history”), ' +
  'one of its Streaming_History_Audio files, or a JSON export from Audiospective.';
const LOCKED = 'The zip file is locked with a password. Unlock it first.';
const PACKED_TWICE = 'The zip file holds another zip file. Unpack the outer one, and choose the one inside.';
const NO_PLAY = 'There is not a single play in this file.';

interface Classified {
  file: UploadedFile;
  kind: FileKind;
}

interface ChosenFile {
  file: UploadedFile;
  format: ImportFormat;
}

/**
 * Reads the files of an upload and yields their rows, oldest first, in chunks of some hundred; returns what else was
 * read. Throws UnreadableFile when there is nothing to import or a file goes beyond a limit.
 */
export async function* readHistory(
  files: readonly UploadedFile[],
  skipped: readonly SkippedFile[],
  options: HistoryOptions,
): AsyncGenerator<Chunk, HistoryReading> {
  const classified: Classified[] = [];
  for (const file of files) {
    classified.push({ file, kind: await kindOf(file, options.limits) });
    options.onProgress();
  }
  const chosen = choose(classified, skipped);
  const reader = new HistoryReader(chosen, options);
  await reader.read();
  yield* reader.chunks();
  const skippedFiles = notChosen(classified, chosen).concat(skipped);
  const moreSkippedFiles = skippedFiles.splice(SHOWN_FILES);
  const { errors, ...reading } = reader.reading();
  if (moreSkippedFiles.length > 0) errors.push(unshown(moreSkippedFiles.length));
  return { ...reading, errors, skippedFiles, moreSkippedFiles };
}

const unshown = (files: number): string =>
  `Files that were not read beyond these: ${files}. “Download everything” has all of them, in imports.json.`;

/** The histories to read, the most exact first: of our own exports the first, else all files of Spotify's. */
function choose(
  classified: readonly Classified[],
  skippedFiles: readonly SkippedFile[],
): [ChosenFile, ...ChosenFile[]] {
  const filesOf = (format: ImportFormat) =>
    classified.flatMap(({ file, kind }) =>
      'format' in kind && kind.format === format ? [{ file, format }] : [],
    );
  const [own] = filesOf('audiospective');
  const [first, ...others] = own ? [own] : [...filesOf('extended_history'), ...filesOf('account_data')];
  if (first) return [first, ...others];
  const kinds = classified.flatMap(({ kind }) => ('reason' in kind ? [kind] : []));
  const remedy = kinds.find((kind) => kind.remedy)?.remedy;
  if (remedy) throw new UnreadableFile(remedy);
  if (skippedFiles.some(({ reason }) => reason === 'encrypted')) throw new UnreadableFile(LOCKED);
  if (kinds.some(({ reason }) => reason === 'zipInside')) throw new UnreadableFile(PACKED_TWICE);
  throw new UnreadableFile(kinds.some(({ reason }) => reason === 'noRows') ? NO_PLAY : NOTHING_FOUND);
}

const notChosen = (classified: readonly Classified[], chosen: readonly ChosenFile[]): SkippedFile[] =>
  classified.flatMap(({ file: { name, ...file }, kind }): SkippedFile[] => {
    if ('reason' in kind) return [{ name, reason: kind.reason }];
    if (chosen.some((one) => one.file.read === file.read)) return [];
    return [{ name, reason: kind.format === 'audiospective' ? 'secondExport' : 'lessExact' }];
  });

class HistoryReader {
  readonly #covered = new CoveredTime();
  readonly #refused: Partial<Record<RowRefusal, number>> = {};
  readonly #odd = new OddRows();
  readonly #errors: string[] = [];
  readonly #sorted: SortedRows;
  #rows = 0;
  #reportedUntil: Date | null = null;
  #catalogue: OwnCatalogue | null = null;
  /** Periods of which the account data tells nothing new: the extended history covers them, and says which sessions were private. */
  #toldExactly: Span[] | null = null;

  constructor(
    private readonly files: readonly [ChosenFile, ...ChosenFile[]],
    private readonly options: HistoryOptions,
  ) {
    this.#sorted = new SortedRows(options.folder);
  }

  async read(): Promise<void> {
    const [{ file, format }] = this.files;
    if (format === 'audiospective') await this.#readCatalogue(file);
    for (const [index, chosen] of this.files.entries()) {
      if (chosen.format === 'account_data') this.#toldExactly ??= this.#covered.spans();
      await this.#readFile(chosen, index);
    }
    if (this.#rows === 0) throw new UnreadableFile(NO_PLAY);
  }

  async *chunks(): AsyncGenerator<Chunk> {
    const chunker = new RowChunker();
    const toChunk = this.#toChunk();
    for await (const rows of this.#sorted.inOrder()) {
      for (const chunk of chunker.take(rows)) yield toChunk(chunk);
      this.options.onProgress();
    }
    for (const chunk of chunker.rest()) yield toChunk(chunk);
  }

  reading(): Omit<HistoryReading, 'skippedFiles' | 'moreSkippedFiles'> {
    const { first, last } = this.#covered;
    return {
      format: this.files[0].format,
      rows: this.#rows,
      refused: this.#refused,
      firstPlayAt: first,
      lastPlayAt: last,
      reportedUntil: this.#reportedUntil,
      // Our own export has its gaps; a listener's archive is no proof that nothing else was played.
      spans: this.#catalogue ? [] : this.#covered.spans(),
      archived: this.#catalogue?.archived ?? [],
      gaps: this.#catalogue?.gaps ?? [],
      errors: [...this.#errors, ...this.#odd.sentences()],
    };
  }

  async #readCatalogue(file: UploadedFile): Promise<void> {
    this.#catalogue = await readOwnCatalogue(file, this.options);
    const { unreadable } = this.#catalogue;
    if (unreadable > 0)
      this.#errors.push(`${unreadable} entries of the file's lists of music could not be read.`);
  }

  async #readFile({ file, format }: ChosenFile, index: number): Promise<void> {
    const list = this.#catalogue ? 'plays' : '';
    let number = 0;
    for await (const items of itemsOf(file, this.options.limits)) {
      for (const item of items) {
        if (item.list !== list) continue;
        number += 1;
        const place = { file: index, row: number };
        this.#take(this.#readRow(item.value, format), { name: file.name, format }, place);
      }
      await this.#sorted.flushIfLarge();
      this.options.onProgress();
    }
  }

  #readRow(item: unknown, format: ImportFormat): ReadRow {
    if (this.#catalogue) return readOwnPlay(item, this.#catalogue, this.options.now);
    return format === 'extended_history'
      ? readExtendedRow(item, this.options)
      : readAccountRow(item, this.options);
  }

  #isToldExactly(at: number): boolean {
    return this.#toldExactly?.some(({ from, to }) => at >= from.getTime() && at <= to.getTime()) ?? false;
  }

  #take(
    read: ReadRow,
    { name, format }: { name: string; format: ImportFormat },
    place: { file: number; row: number },
  ): void {
    this.#rows += 1;
    if (this.#rows > this.options.limits.rows)
      throw new UnreadableFile(tooManyRows(name, this.options.limits));
    const refused = 'refused' in read ? read.refused : this.#takeRow(read, { name, format }, place);
    if (refused === null) return;
    this.#refused[refused] = (this.#refused[refused] ?? 0) + 1;
    this.#odd.note(name, refused, place.row);
  }

  /** Returns why the row is refused after all, or null. */
  #takeRow(
    { row, writtenAt, lacksDetail }: Extract<ReadRow, { row: object }>,
    { name, format }: { name: string; format: ImportFormat },
    place: { file: number; row: number },
  ): RowRefusal | null {
    this.#covered.note({ file: place.file, name, format }, { at: row.at, writtenAt });
    if (row.msPlayed !== null && row.at > (this.#reportedUntil?.getTime() ?? 0))
      this.#reportedUntil = new Date(row.at);
    if (this.#isToldExactly(writtenAt)) return 'repeated';
    this.#sorted.add({ ...row, place });
    if (lacksDetail) this.#odd.note(name, 'lacksDetail', place.row);
    return null;
  }

  #toChunk(): (rows: Chunk['rows']) => Chunk {
    const files = this.files.map(({ file }) => file.name);
    return (rows) => ({ rows, files, ...musicOf(rows, this.#catalogue) });
  }
}

const tooManyRows = (name: string, { rows }: ReadLimits): string =>
  `${name} brings the upload to more than ${rows / 1_000_000} million rows. Choose one of its files at a time.`;
