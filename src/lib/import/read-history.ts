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
  'one of its Streaming_History_Audio files, or an export of Audiospective in JSON.';
const LOCKED = 'The zip file is locked with a password. Unlock it first.';
const PACKED_TWICE = 'The zip file holds another zip file. Unpack the outer one, and choose the one inside.';
const NO_PLAY = 'There is not a single play in this file.';

interface Classified {
  file: UploadedFile;
  kind: FileKind;
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
  const { format, chosen } = choose(classified, skipped);
  const reader = new HistoryReader(format, chosen, options);
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

/** The most exact history of an upload: of our own exports the first, else all files of one format. */
function choose(
  classified: readonly Classified[],
  skippedFiles: readonly SkippedFile[],
): { format: ImportFormat; chosen: UploadedFile[] } {
  for (const format of ['audiospective', 'extended_history', 'account_data'] as const) {
    const chosen = classified.flatMap(({ file, kind }) =>
      'format' in kind && kind.format === format ? [file] : [],
    );
    if (chosen.length > 0)
      return { format, chosen: format === 'audiospective' ? chosen.slice(0, 1) : chosen };
  }
  const kinds = classified.flatMap(({ kind }) => ('reason' in kind ? [kind] : []));
  const remedy = kinds.find((kind) => kind.remedy)?.remedy;
  if (remedy) throw new UnreadableFile(remedy);
  if (skippedFiles.some(({ reason }) => reason === 'encrypted')) throw new UnreadableFile(LOCKED);
  if (kinds.some(({ reason }) => reason === 'zipInside')) throw new UnreadableFile(PACKED_TWICE);
  throw new UnreadableFile(kinds.some(({ reason }) => reason === 'noRows') ? NO_PLAY : NOTHING_FOUND);
}

const notChosen = (classified: readonly Classified[], chosen: readonly UploadedFile[]): SkippedFile[] =>
  classified.flatMap(({ file: { name, ...file }, kind }): SkippedFile[] => {
    if ('reason' in kind) return [{ name, reason: kind.reason }];
    if (chosen.some((one) => one.read === file.read)) return [];
    return [{ name, reason: kind.format === 'audiospective' ? 'secondExport' : 'lessExact' }];
  });

class HistoryReader {
  readonly #covered = new CoveredTime();
  readonly #refused: Partial<Record<RowRefusal, number>> = {};
  readonly #odd = new OddRows();
  readonly #errors: string[] = [];
  readonly #sorted: SortedRows;
  #rows = 0;
  #catalogue: OwnCatalogue | null = null;

  constructor(
    private readonly format: ImportFormat,
    private readonly files: readonly UploadedFile[],
    private readonly options: HistoryOptions,
  ) {
    this.#sorted = new SortedRows(options.folder);
  }

  async read(): Promise<void> {
    const [first] = this.files;
    if (first && this.format === 'audiospective') await this.#readCatalogue(first);
    for (const [index, file] of this.files.entries()) await this.#readFile(file, index);
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
      format: this.format,
      rows: this.#rows,
      refused: this.#refused,
      firstPlayAt: first,
      lastPlayAt: last,
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

  async #readFile(file: UploadedFile, index: number): Promise<void> {
    const list = this.#catalogue ? 'plays' : '';
    let number = 0;
    for await (const items of itemsOf(file, this.options.limits)) {
      for (const item of items) {
        if (item.list !== list) continue;
        number += 1;
        this.#take(this.#readRow(item.value), file.name, { file: index, row: number });
      }
      await this.#sorted.flushIfLarge();
      this.options.onProgress();
    }
  }

  #readRow(item: unknown): ReadRow {
    if (this.#catalogue) return readOwnPlay(item, this.#catalogue, this.options.now);
    return this.format === 'extended_history'
      ? readExtendedRow(item, this.options)
      : readAccountRow(item, this.options);
  }

  #take(read: ReadRow, name: string, place: { file: number; row: number }): void {
    this.#rows += 1;
    if (this.#rows > this.options.limits.rows)
      throw new UnreadableFile(tooManyRows(name, this.options.limits));
    if ('row' in read) {
      this.#covered.note({ file: place.file, name }, { at: read.row.at, writtenAt: read.writtenAt });
      this.#sorted.add({ ...read.row, place });
      if (read.lacksDetail) this.#odd.note(name, 'lacksDetail', place.row);
      return;
    }
    this.#refused[read.refused] = (this.#refused[read.refused] ?? 0) + 1;
    this.#odd.note(name, read.refused, place.row);
  }

  #toChunk(): (rows: Chunk['rows']) => Chunk {
    const files = this.files.map(({ name }) => name);
    return (rows) => ({ rows, files, ...musicOf(rows, this.#catalogue) });
  }
}

const tooManyRows = (name: string, { rows }: ReadLimits): string =>
  `${name} brings the upload to more than ${rows / 1_000_000} million rows. Choose one of its files at a time.`;
