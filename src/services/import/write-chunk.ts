import type { TrackFacts } from '@/lib/catalogue/same-recording';
import type { Database } from '@/lib/db/client';
import { countsAsPlay } from '@/lib/history/counts-as-play';
import { type Matching, matchPlays, type Outcome } from '@/lib/history/match-plays';
import type { Report } from '@/lib/history/report';
import type { Chunk } from '@/lib/import/chunk';
import type { ImportedRow } from '@/lib/import/imported-row';
import type { ImportCounts, ImportOutcome } from '@/lib/shared/import/import-job';
import { MINUTE } from '@/lib/shared/time';
import { writePlayBatch } from '@/repositories/archival/play-batch-repository';
import { findStoredPlays, type StoredPlay } from '@/repositories/history/stored-plays-repository';
import { type ComposedPlays, composePlays } from '@/services/history/compose-plays';
import { factsOf, storedReports } from '@/services/history/stored-reports';
import { type NamedRow, nameTracks } from './name-tracks';

/** Whose rows are written, when, and how long a play of theirs has to be to count. */
export interface Importer {
  userId: number;
  now: Date;
  countsFromMs: number;
}

/** A stored play that a row may tell of too ends within this of the row's end or start. */
const AROUND = 3 * MINUTE;

/**
 * Writes the rows of a chunk in the caller's transaction, which locks the listener's row: new plays, and what they add to
 * known ones, through the one writer of plays. Returns the outcome of every row. Idempotent.
 */
export async function writeChunk(
  db: Database,
  importer: Importer,
  chunk: Chunk,
): Promise<Partial<ImportCounts>> {
  if (chunk.rows.length === 0) return {};
  const rows = await nameTracks(db, importer.userId, chunk);
  const stored = await findStoredPlays(db, [{ userId: importer.userId, ...spanOf(chunk.rows) }], 'file');
  const trackIds = new Map<TrackFacts, number>(rows.map(({ facts, trackId }) => [facts, trackId]));
  const known = stored.map((play) => {
    const track = factsOf(play);
    trackIds.set(track, play.trackId);
    return storedReports(play, track);
  });
  const matching = matchPlays(rows.map(toReport), known);
  const refOf = (track: TrackFacts) => ({ track: null, track_id: trackIds.get(track) ?? null });
  await write(db, importer, composePlays(importer.userId, matching, stored, refOf));
  return countOutcomes(rows, matching, stored, importer);
}

const spanOf = (rows: readonly ImportedRow[]) => {
  const starts = rows.map(({ at, msPlayed }) => at - (msPlayed ?? 0));
  const least = (numbers: readonly number[]) => numbers.reduce((a, b) => Math.min(a, b));
  return {
    from: new Date(least(starts) - AROUND),
    to: new Date(-least(rows.map(({ at }) => -at)) + AROUND),
  };
};

const toReport = ({ row, facts }: NamedRow): Report => ({
  end: row.at,
  precision: row.precision,
  track: facts,
  ...{ msPlayed: row.msPlayed, skipped: row.skipped, reasonStart: row.reasonStart, reasonEnd: row.reasonEnd },
  context: row.context,
  source: row.source,
});

async function write(db: Database, { userId, now }: Importer, composed: ComposedPlays): Promise<void> {
  if (composed.plays.length === 0) return;
  const { contexts, ...rest } = composed;
  await writePlayBatch(db, {
    now,
    source: 'import',
    listeners: [{ id: userId, page_is_full: false, page_oldest: null }],
    ...{ artists: [], albums: [], tracks: [], track_artists: [], rejected: [], run: null },
    contexts: [...new Map(contexts.map((context) => [context.uri, context])).values()],
    ...rest,
  });
}

function countOutcomes(
  rows: readonly NamedRow[],
  { outcomes, plays }: Matching,
  stored: readonly StoredPlay[],
  { countsFromMs }: Importer,
): Partial<ImportCounts> {
  const measured = new Set(
    plays.flatMap(({ known, told }) =>
      known !== null && stored[known]?.msPlayed === null && (told.history ?? told.account)?.msPlayed != null
        ? [known]
        : [],
    ),
  );
  const counts: Partial<ImportCounts> = {};
  for (const [index, outcome] of outcomes.entries()) {
    const row = rows[index]?.row;
    if (!row) continue;
    const name = outcomeOf(outcome, row, measured, countsFromMs);
    counts[name] = (counts[name] ?? 0) + 1;
  }
  return counts;
}

function outcomeOf(
  outcome: Outcome,
  row: ImportedRow,
  measured: Set<number>,
  countsFromMs: number,
): ImportOutcome {
  if (outcome.kind === 'new') return countsAsPlay(row.msPlayed, countsFromMs) ? 'added' : 'tooShort';
  if (outcome.kind === 'repeated') return 'repeated';
  if (outcome.kind === 'removed') return 'removed';
  // Only the first row that tells how long a polled play was is counted so.
  return measured.delete(outcome.play) ? 'enriched' : 'alreadyKnown';
}
