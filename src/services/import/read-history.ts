import type { Chunk } from '@/lib/import/chunk';
import { CHUNK_ROWS, RowChunker } from '@/lib/import/chunk-rows';
import { CoveredTime } from '@/lib/import/covered-time';
import type { ImportedRow, ReadRow, RowRefusal } from '@/lib/import/imported-row';
import { beginningOf, parsedJson } from '@/lib/import/json-text';
import {
  isOwnExport,
  type OwnCatalogue,
  type OwnGap,
  readOwnCatalogue,
  readOwnPlays,
} from '@/lib/import/own-export';
import { type ReadOptions, readAccountRow, readExtendedRow } from '@/lib/import/spotify-rows';
import { UnreadableFile } from '@/lib/import/unreadable-file';
import type { UploadedFile } from '@/lib/import/uploaded-files';
import type { ImportFormat } from '@/lib/shared/import/import-job';

/** What has been read so far; grows while the chunks are consumed. */
export interface HistoryReading {
  format: ImportFormat;
  rows: number;
  refused: Partial<Record<RowRefusal, number>>;
  covered: CoveredTime;
  gaps: OwnGap[];
  errors: string[];
}

const newReading = (format: ImportFormat): HistoryReading => ({
  ...{ format, rows: 0, refused: {}, covered: new CoveredTime(), gaps: [], errors: [] },
});

const EXTENDED = /^(Streaming_History_(Audio|Video)_.*|endsong_\d+)\.json$/i;
const ACCOUNT = /^StreamingHistory(_music)?_?\d*\.json$/i;

const NOTHING_FOUND =
  'No listening history was found in this file. Choose the zip file that Spotify sent (“Extended streaming history”), ' +
  'one of its Streaming_History_Audio files, or an export of Audiospective in JSON.';

/**
 * Reads the files of an upload and yields their rows in chunks of a few thousand. Throws UnreadableFile when there is
 * nothing to import. `reading` is complete once all chunks are consumed.
 */
export async function readHistory(
  files: readonly UploadedFile[],
  options: ReadOptions,
): Promise<{ reading: HistoryReading; chunks: AsyncGenerator<Chunk> }> {
  const classified = await Promise.all(
    files.map(async (file) => ({ file, kind: await kindOf(file, files.length) })),
  );
  const of = (wanted: ImportFormat) =>
    classified.flatMap(({ file, kind }) => (kind === wanted ? [file] : []));
  const own = of('audiospective');
  const [first] = own;
  if (first) {
    const reading = newReading('audiospective');
    return { reading, chunks: ownChunks(first, reading, options) };
  }
  const extended = of('extended_history');
  if (extended.length > 0) {
    const reading = newReading('extended_history');
    const read = (item: unknown) => readExtendedRow(item, options);
    return { reading, chunks: spotifyChunks(extended, read, reading) };
  }
  const account = of('account_data');
  if (account.length === 0) throw new UnreadableFile(NOTHING_FOUND);
  const reading = newReading('account_data');
  return { reading, chunks: spotifyChunks(account, (item) => readAccountRow(item, options), reading) };
}

/** By name in a zip; a single file may have been renamed, so its content decides. */
async function kindOf(file: UploadedFile, files: number): Promise<ImportFormat | null> {
  if (EXTENDED.test(file.name)) return 'extended_history';
  if (ACCOUNT.test(file.name)) return 'account_data';
  const mayBeOwn = files === 1 || /^(audiospective.*|plays)\.json$/i.test(file.name);
  if (!mayBeOwn) return null;
  const beginning = await beginningOf(file, 2_000);
  if (isOwnExport(beginning)) return 'audiospective';
  if (/^\s*\[\s*\{[^}]*"(ts|ms_played)"/.test(beginning)) return 'extended_history';
  if (/^\s*\[\s*\{[^}]*"endTime"/.test(beginning)) return 'account_data';
  if (/^\s*\[\s*\]\s*$/.test(beginning)) return 'extended_history';
  return null;
}

async function* spotifyChunks(
  files: readonly UploadedFile[],
  read: (item: unknown) => ReadRow,
  reading: HistoryReading,
): AsyncGenerator<Chunk> {
  const chunker = new RowChunker();
  const inOrder = [...files].sort((a, b) => a.name.localeCompare(b.name, 'en', { numeric: true }));
  const names = inOrder.map(({ name }) => name);
  const toChunk = (rows: ImportedRow[]): Chunk => ({
    rows,
    tracks: [],
    albums: [],
    artists: [],
    files: names,
  });
  for (const [index, file] of inOrder.entries()) {
    const rows = rowsOf(await parsedJson(file), { ...file, index }, read, reading);
    reading.covered.addFile(file.name, rows);
    for (const chunk of chunker.take(rows)) yield toChunk(chunk);
  }
  for (const chunk of chunker.rest()) yield toChunk(chunk);
}

function rowsOf(
  list: unknown,
  file: UploadedFile & { index: number },
  read: (item: unknown) => ReadRow,
  reading: HistoryReading,
): ImportedRow[] {
  if (!Array.isArray(list)) {
    throw new UnreadableFile(
      `${file.name} does not hold a list of plays. Choose the file as Spotify sent it.`,
    );
  }
  const rows: ImportedRow[] = [];
  for (const [index, item] of list.entries()) {
    const result = read(item);
    reading.rows += 1;
    if ('row' in result) rows.push({ ...result.row, place: { file: file.index, row: index + 1 } });
    else refuse(reading, result.refused);
  }
  return rows;
}

function refuse(reading: HistoryReading, why: RowRefusal): void {
  reading.refused[why] = (reading.refused[why] ?? 0) + 1;
}

async function* ownChunks(
  file: UploadedFile,
  reading: HistoryReading,
  options: ReadOptions,
): AsyncGenerator<Chunk> {
  const catalogue = await readOwnCatalogue(file);
  reading.gaps = catalogue.gaps;
  if (catalogue.unreadable > 0) {
    reading.errors.push(`${catalogue.unreadable} entries of the file's lists of music could not be read.`);
  }
  const chunker = new RowChunker();
  let rows: ImportedRow[] = [];
  for await (const result of readOwnPlays(file, catalogue, options)) {
    reading.rows += 1;
    if ('row' in result) rows.push({ ...result.row, place: { file: 0, row: reading.rows } });
    else refuse(reading, result.refused);
    if (rows.length < CHUNK_ROWS) continue;
    reading.covered.note(rows);
    for (const chunk of chunker.take(rows)) yield withMusic(chunk, catalogue, file.name);
    rows = [];
  }
  reading.covered.note(rows);
  for (const chunk of [...chunker.take(rows), ...chunker.rest()])
    yield withMusic(chunk, catalogue, file.name);
}

function withMusic(rows: ImportedRow[], { tracks, albums, artists }: OwnCatalogue, name: string): Chunk {
  const named = [...new Set(rows.flatMap((row) => row.track ?? []))].flatMap((id) => tracks.get(id) ?? []);
  const unique = <T>(ids: Iterable<string>, map: Map<string, T>) =>
    [...new Set(ids)].flatMap((id) => map.get(id) ?? []);
  return {
    rows,
    files: [name],
    tracks: named,
    albums: unique(
      named.flatMap((track) => track.album ?? []),
      albums,
    ),
    artists: unique(
      named.flatMap((track) => track.artists),
      artists,
    ),
  };
}
