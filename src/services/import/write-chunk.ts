import type { Database } from '@/lib/db/client';
import type { Chunk } from '@/lib/import/chunk';
import type { ImportedRow } from '@/lib/import/imported-row';
import type { ImportCounts } from '@/lib/shared/import/import-job';
import { MINUTE } from '@/lib/shared/time';
import { type BatchPlay, writePlayBatch } from '@/repositories/archival/play-batch-repository';
import { findTracksNamed, importCatalogue } from '@/repositories/import/import-catalogue-repository';
import {
  type Enrichment,
  enrichPlays,
  findPlaysAround,
} from '@/repositories/import/imported-plays-repository';
import { composeCatalogue } from './compose-catalogue';
import { matchRows } from './match-rows';

/** The largest distance between two matched ends, including those known to the minute only. */
const AROUND = 2 * MINUTE;

/**
 * Writes the rows of a chunk in the caller's transaction, which locks the listener's row: new plays through the one
 * writer of plays, listened times of polled plays together with the rollups. Returns the outcome of every row. Idempotent.
 */
export async function writeChunk(
  db: Database,
  { userId, now }: { userId: number; now: Date },
  chunk: Chunk,
): Promise<Partial<ImportCounts>> {
  const [first, last] = [chunk.rows[0], chunk.rows.at(-1)];
  if (!first || !last) return {};
  const around = [new Date(first.at - AROUND), new Date(last.at + AROUND)] as const;
  const decisions = matchRows(chunk.rows, await findPlaysAround(db, userId, ...around));
  const counts: Partial<ImportCounts> = {};
  const added: ImportedRow[] = [];
  const enrichments: Enrichment[] = [];
  for (const [index, decision] of decisions.entries()) {
    const row = chunk.rows[index];
    if (!row) continue;
    if (decision.outcome === 'added') added.push(row);
    else counts[decision.outcome] = (counts[decision.outcome] ?? 0) + 1;
    if (decision.outcome === 'enriched' && row.msPlayed !== null) {
      const { at, trackId } = decision.play;
      enrichments.push({
        played_at: new Date(at),
        track_id: trackId,
        ms_played: row.msPlayed,
        skipped: row.skipped,
      });
    }
  }
  await enrichPlays(db, userId, enrichments);
  return addUp(counts, await addPlays(db, { userId, now }, added, chunk));
}

async function addPlays(
  db: Database,
  { userId, now }: { userId: number; now: Date },
  rows: readonly ImportedRow[],
  chunk: Chunk,
): Promise<Partial<ImportCounts>> {
  if (rows.length === 0) return {};
  const known = await withTracks(db, rows);
  await importCatalogue(db, composeCatalogue(known, chunk));
  const contexts = known.flatMap(({ context }) => context ?? []);
  const { newPlays } = await writePlayBatch(db, {
    now,
    source: 'import',
    listeners: [{ id: userId, page_is_full: false, page_oldest: null }],
    ...{ artists: [], albums: [], tracks: [], track_artists: [], rejected: [], run: null },
    contexts: [...new Map(contexts.map((context) => [context.uri, context])).values()],
    plays: known.map((row) => toPlay(userId, row)),
  });
  const added = newPlays.get(userId) ?? 0;
  return { added, alreadyKnown: known.length - added, noTrack: rows.length - known.length };
}

/** Rows with a track name only get the id of the known track of that name; without one they are skipped. */
async function withTracks(
  db: Database,
  rows: readonly ImportedRow[],
): Promise<(ImportedRow & { track: string })[]> {
  const nameless = rows.filter((row) => row.track === null);
  const found = nameless.length > 0 ? await findTracksNamed(db, nameless) : [];
  const byRow = new Map(nameless.map((row, index) => [row, found[index] ?? null]));
  return rows.flatMap((row) => {
    const track = row.track ?? byRow.get(row) ?? null;
    return track === null ? [] : [{ ...row, track }];
  });
}

const toPlay = (userId: number, row: ImportedRow & { track: string }): BatchPlay => ({
  user_id: userId,
  played_at: new Date(row.at),
  track: row.track,
  ms_played: row.msPlayed,
  context: row.context?.uri ?? null,
  source: row.source,
  skipped: row.skipped,
});

function addUp(a: Partial<ImportCounts>, b: Partial<ImportCounts>): Partial<ImportCounts> {
  const sum = { ...a };
  for (const [name, count] of Object.entries(b)) {
    const outcome = name as keyof ImportCounts;
    sum[outcome] = (sum[outcome] ?? 0) + count;
  }
  return sum;
}
