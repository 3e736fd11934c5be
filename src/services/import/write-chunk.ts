import type { Database } from '@/lib/db/client';
import { matchPlays } from '@/lib/history/match-plays';
import { reportBy } from '@/lib/history/play-source';
import { reachesOfListener } from '@/lib/history/reach';
import type { Report } from '@/lib/history/report';
import type { Chunk } from '@/lib/import/chunk';
import type { ImportedRow } from '@/lib/import/imported-row';
import { MOST_PLAYS_A_DAY } from '@/lib/shared/history/play-bounds';
import type { ImportCounts } from '@/lib/shared/import/import-outcomes';
import { DAY } from '@/lib/shared/time';
import { settleListener } from '@/repositories/catalogue/stale-rollup-repository';
import { findFullDays, findStoredPlays } from '@/repositories/history/stored-plays-repository';
import { composePlays } from '@/services/history/compose-plays';
import { knownPlays } from '@/services/history/stored-reports';
import { writeComposed } from '@/services/history/write-composed';
import { countOutcomes } from './count-outcomes';
import { type NamedRow, nameTracks } from './name-tracks';

/** Whose rows are written, when, and how long a play of theirs has to be to count. */
export interface Importer {
  userId: number;
  now: Date;
  countsFromMs: number;
}

export interface WrittenChunk {
  /** The outcome of every row; those of a day that is full already are out of bounds. */
  counts: Partial<ImportCounts>;
  /** The full UTC days of rows that were left out, as days since 1970. */
  fullDays: number[];
}

/**
 * Writes the rows of a chunk in the caller's transaction, which locks the listener's row: new plays, and what they add to
 * known ones, through the one writer of plays. Idempotent.
 */
export async function writeChunk(
  db: Database,
  importer: Importer,
  chunk: Chunk,
  mostPlaysADay = MOST_PLAYS_A_DAY,
): Promise<WrittenChunk> {
  const full = await findFullDays(
    db,
    importer.userId,
    [...new Set(chunk.rows.flatMap(daysOf))],
    mostPlaysADay,
  );
  const rows = chunk.rows.filter((row) => !daysOf(row).some((day) => full.has(day)));
  const written = rows.length === 0 ? {} : await writeRows(db, importer, { ...chunk, rows });
  const counts = { ...written, outOfBounds: chunk.rows.length - rows.length };
  return { counts, fullDays: [...full].sort((a, b) => a - b) };
}

/** The UTC days, as days since 1970, on which it ended by what reports it: our own export may have several. */
const daysOf = ({ reports }: ImportedRow): number[] => reports.map(({ at }) => Math.floor(at / DAY));

async function writeRows(db: Database, importer: Importer, chunk: Chunk): Promise<Partial<ImportCounts>> {
  const { rows, completed } = await nameTracks(db, importer.userId, chunk);
  const reports = rows.map(toReports);
  const stored = await findStoredPlays(db, reachesOfListener(importer.userId, reports.flat()), 'file');
  const { known, trackIds } = knownPlays(stored);
  for (const { facts, trackId } of rows) trackIds.set(facts, trackId);
  const matching = matchPlays(reports.flat(), known);
  await writeComposed(db, importer, composePlays(importer.userId, matching, stored, trackIds));
  if (completed) await settleListener(db, importer.userId);
  return countOutcomes(matching, {
    rows: rows.map(({ row }, index) => ({ row, reports: reports[index]?.length ?? 0 })),
    stored,
    countsFromMs: importer.countsFromMs,
  });
}

const toReports = ({ row, facts }: NamedRow): Report[] =>
  row.reports.map(({ source, at }) => reportBy(source, at, { ...row, track: facts }));
