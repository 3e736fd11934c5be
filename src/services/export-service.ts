import { AsyncResource } from 'node:async_hooks';
import { accountGone } from '@/lib/app-error';
import type { Range } from '@/lib/shared/analytics/range';
import { rangeInstants } from '@/lib/shared/analytics/range-instants';
import { ALL_TIME } from '@/lib/shared/analytics/range-presets';
import { streamText } from '@/lib/streams/text-stream';
import { streamZip } from '@/lib/streams/zip-stream';
import { findArchivedTime } from '@/repositories/analytics/find-archived-time';
import { findLastOrigin } from '@/repositories/export/exported-plays';
import { findExporter } from '@/repositories/export/held-rows';
import { heldEntries, rowsOf } from './export/held-archive';
import { csvOf, type ExportDeps, type Exporter, excelOf, jsonOf } from './export/play-text';

/** A file on its way to a browser. */
export interface ExportedFile {
  fileName: string;
  contentType: string;
  body: ReadableStream<Uint8Array>;
}

export interface ExportQuestion {
  /** excel: a table with fewer columns, as Excel reads it in the locale of the listener. */
  format: 'csv' | 'json' | 'excel';
  range: Range;
  /** Everything stored, as one zip file; ignores format and range. */
  gdpr: boolean;
}

type Listener = { id: number; timeZone: string; locale: string };

/**
 * Streams the listener's plays of a range, or everything stored about the listener, as of the start of the export.
 * Memory is constant; when the client disconnects, at most one short statement is still running.
 */
export async function exportArchive(
  deps: ExportDeps,
  user: Listener,
  question: ExportQuestion,
): Promise<ExportedFile> {
  return question.gdpr ? exportHeld(deps, user) : exportPlays(deps, user, question);
}

async function exportPlays(
  deps: ExportDeps,
  user: Listener,
  { format, range }: ExportQuestion,
): Promise<ExportedFile> {
  const exporter = await exporterOf(deps, user, range);
  const { text, contentType } = {
    csv: () => ({ text: csvOf(deps, exporter), contentType: CSV }),
    excel: () => ({ text: excelOf(deps, exporter, user.locale), contentType: CSV }),
    json: () => ({ text: jsonOf(deps, exporter), contentType: 'application/json; charset=utf-8' }),
  }[format]();
  return {
    fileName: `audiospective-${dayOf(exporter)}${format === 'excel' ? '-excel.csv' : `.${format}`}`,
    contentType,
    body: streamText(text, noteEnd(deps, user, format)),
  };
}

const CSV = 'text/csv; charset=utf-8; header=present';

async function exportHeld(deps: ExportDeps, user: Listener): Promise<ExportedFile> {
  const exporter = await exporterOf(deps, user, ALL_TIME);
  return {
    fileName: `audiospective-everything-${dayOf(exporter)}.zip`,
    contentType: 'application/zip',
    body: streamZip(heldEntries(deps, exporter), exporter.at, noteEnd(deps, user, 'gdpr')),
  };
}

/** Streams the listener's rejected items, whole: the file of that name in the export of everything. */
export function exportRejectedItems(deps: ExportDeps, user: Pick<Listener, 'id'>): ExportedFile {
  return {
    fileName: 'audiospective-rejected-items.json',
    contentType: 'application/json; charset=utf-8',
    body: streamText(rowsOf(deps, user.id, 'rejected_items'), noteEnd(deps, user, 'rejected-items')),
  };
}

/** Its line has the id of the request, also where the connection ended the export, which belongs to no request. */
const noteEnd = ({ logger }: ExportDeps, { id }: Pick<Listener, 'id'>, format: string) =>
  AsyncResource.bind(({ error, ...facts }: { outcome: string; error?: unknown }): void =>
    logger.info({ userId: id, format, ...facts, ...(error ? { err: error } : {}) }, 'export ended'),
  );

async function exporterOf(deps: ExportDeps, user: Omit<Listener, 'locale'>, range: Range): Promise<Exporter> {
  const at = deps.clock.now();
  const instants = rangeInstants(range, user.timeZone, at);
  const listener = await findExporter(deps.db, user.id);
  if (!listener) throw accountGone();
  // Before the last origin: of an import that ends meanwhile it has as little as the plays have.
  const archivedTime = await findArchivedTime(deps.db, user.id);
  const lastOrigin = await findLastOrigin(deps.db);
  const exported = { userId: user.id, timeZone: user.timeZone, lastOrigin, ...instants };
  return { at, range: exported, archivedTime, listener };
}

const dayOf = ({ at }: Exporter): string => at.toISOString().slice(0, 10);
