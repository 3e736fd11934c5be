import type { Deps } from '@/lib/deps';
import { type ArchivedTime, archivedStretches } from '@/lib/shared/analytics/archived-time';
import {
  type CatalogueKind,
  findExportedCatalogue,
  findExportedGaps,
} from '@/repositories/export/exported-catalogue';
import {
  type ExportedPlay,
  type ExportedRange,
  findPlaysByDateRange,
} from '@/repositories/export/exported-plays';
import { CSV_COLUMNS, createCsvLine } from './csv-line';
import { createExcelLine } from './excel-line';
import { jsonLine } from './json-line';

export type ExportDeps = Pick<Deps, 'db' | 'clock' | 'logger'>;

/** Small pages: the first bytes arrive at once, an abort waits for one short statement, and memory stays low. */
const PAGE = 500;

/** The listener, and which plays to export. */
export interface Exporter {
  /** When the export began. */
  at: Date;
  range: ExportedRange;
  archivedTime: ArchivedTime;
  /** For the head of a JSON file. */
  listener: { name: string; spotifyId: string };
}

/** RFC 4180: a line of names, then a line for each play, oldest first. */
export async function* csvOf(deps: ExportDeps, { range }: Exporter): AsyncGenerator<string> {
  const line = createCsvLine(range.timeZone);
  yield `${CSV_COLUMNS.join(',')}\r\n`;
  for await (const plays of pagesOf(deps, range)) {
    yield plays.map((play) => `${line(play)}\r\n`).join('');
  }
}

/** A table for Excel in the reader's locale: it begins with the byte order mark that Excel needs to read UTF-8. */
export async function* excelOf(
  deps: ExportDeps,
  { range }: Exporter,
  locale: string,
): AsyncGenerator<string> {
  const { names, line } = createExcelLine(range.timeZone, locale);
  yield `\uFEFF${names}\r\n`;
  for await (const plays of pagesOf(deps, range)) {
    yield plays.map((play) => `${line(play)}\r\n`).join('');
  }
}

/** The file that can be imported again. Described in docs/export-format.md. */
export async function* jsonOf(deps: ExportDeps, exporter: Exporter): AsyncGenerator<string> {
  const { at, range, listener } = exporter;
  const head = {
    format: 'audiospective-export',
    version: 1,
    exportedAt: at,
    listener: { ...listener, timeZone: range.timeZone },
    range: { from: range.from, to: range.to },
  };
  yield `${JSON.stringify(head).slice(0, -1)},\n"plays":[\n`;
  yield* jsonPlaysOf(deps, range);
  yield `\n],\n"gaps":[\n${await findExportedGaps(deps.db, range)}\n]`;
  yield `,\n"archived":[\n${archivedTimeOf(exporter)}\n]`;
  // After the plays, so that it has everything they refer to.
  for (const kind of ['tracks', 'albums', 'artists'] as const) {
    yield `,\n"${kind}":[\n`;
    yield* catalogueOf(deps, range, kind);
    yield '\n]';
  }
  yield '\n}\n';
}

/** The stretches of the range that the archive has, gaps included, as JSON objects with a comma and a line break between two. */
function archivedTimeOf({ at, range: { from, to }, archivedTime }: Exporter): string {
  return archivedStretches(archivedTime, at)
    .archived.map((one) => ({
      from: new Date(Math.max(one.from, from?.getTime() ?? one.from)),
      to: new Date(Math.min(one.to, to?.getTime() ?? one.to)),
    }))
    .filter((one) => one.from < one.to)
    .map((one) => JSON.stringify(one))
    .join(',\n');
}

async function* jsonPlaysOf(deps: ExportDeps, range: ExportedRange): AsyncGenerator<string> {
  let isFirst = true;
  for await (const plays of pagesOf(deps, range)) {
    yield (isFirst ? '' : ',\n') + plays.map(jsonLine).join(',\n');
    isFirst = false;
  }
}

/** Pages of plays; the next page is fetched while the reader consumes this one, and none after it has left. */
async function* pagesOf(deps: ExportDeps, range: ExportedRange): AsyncGenerator<ExportedPlay[]> {
  const ask = (last?: ExportedPlay) =>
    findPlaysByDateRange(deps.db, range, {
      limit: PAGE,
      after: last ? { playedAt: last.playedAt, trackId: last.key } : null,
    });
  let coming: Promise<ExportedPlay[]> | null = ask();
  try {
    while (coming) {
      const plays: ExportedPlay[] = await coming;
      coming = plays.length < PAGE ? null : ask(plays.at(-1));
      // The awaiting code gets the failure; this only keeps it from counting as unhandled until then.
      coming?.catch(() => {});
      if (plays.length > 0) yield plays;
    }
  } finally {
    await coming?.catch(() => {});
  }
}

async function* catalogueOf(
  deps: ExportDeps,
  range: ExportedRange,
  kind: CatalogueKind,
): AsyncGenerator<string> {
  let after: number | null = 0;
  while (after !== null) {
    const page = await findExportedCatalogue(deps.db, range, { kind, limit: PAGE, after });
    if (page.text !== '') yield (after === 0 ? '' : ',\n') + page.text;
    after = page.next;
  }
}
