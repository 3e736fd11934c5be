import { z } from 'zod';
import { ALL_PLAYS_TRANSACTION } from '@/lib/db/client';
import { isDatabaseUnavailable } from '@/lib/db/database-unavailable';
import type { Deps } from '@/lib/deps';
import { type Chunk, gunzipChunk, gzipChunk } from '@/lib/import/chunk';
import type { ImportedRow } from '@/lib/import/imported-row';
import type { OwnGap } from '@/lib/import/own-export';
import { MOST_PLAYS_A_DAY } from '@/lib/shared/history/play-bounds';
import type { ImportJobView } from '@/lib/shared/import/import-job';
import { DAY, SECOND } from '@/lib/shared/time';
import { raiseStatisticsVersion } from '@/repositories/analytics/raise-statistics-version';
import { lockListenerForWriting } from '@/repositories/archival/listener-lock-repository';
import { deleteEmptyClaims, noteNamedClaims } from '@/repositories/catalogue/claim-repository';
import {
  deleteChunk,
  deleteChunks,
  findNextChunk,
  findNextPosition,
  replaceChunk,
} from '@/repositories/import/import-chunk-repository';
import {
  addProgress,
  findCovers,
  findImportJob,
  finishImportJob,
  type ImportJobRow,
} from '@/repositories/import/import-job-repository';
import { addGaps, analyzeImported, closeCoveredGaps } from '@/repositories/import/imported-plays-repository';
import { enrichMessage } from '@/services/archival/messages';
import { publishOrStore } from '@/services/queue-outbox';
import { deadlineFrom } from './import-deadlines';
import { hasImportEnded, toView } from './job-view';
import { importMessage } from './messages';
import { writeChunk } from './write-chunk';

type ImportDeps = Pick<Deps, 'db' | 'clock' | 'queue' | 'logger'>;

/** How long one delivery works before it hands over to the next message: no route runs for minutes. */
const BUDGET_MS = 20 * SECOND;
/** After a chunk the import pauses for as long as it took, up to this. */
const LONGEST_PAUSE_MS = SECOND;
/** Sentences about one import; reading gives a hundred at most. */
const MOST_ERRORS = 150;
/** After this many rows the planner's statistics are out of date. */
const WORTH_ANALYZING = 5_000;

/**
 * Writes chunks of an import for some seconds, then queues a message for the rest. Each chunk is written and removed in
 * one transaction, so that killed or concurrent workers neither lose nor duplicate rows. Throws while the database is
 * down.
 */
export async function runImport(
  deps: ImportDeps,
  { importId }: { importId: number },
): Promise<ImportJobView | null> {
  const until = deps.clock.now().getTime() + BUDGET_MS;
  let addedBefore: number | null = null;
  for (;;) {
    const job = await findImportJob(deps.db, importId);
    if (!job) return null;
    addedBefore ??= job.added;
    if (hasImportEnded(job, deps.clock.now())) return end(deps, job);
    if (job.status === 'reading') return toView(job, deps.clock.now());
    const startedAt = deps.clock.now().getTime();
    const step = await writeNextChunk(deps, job);
    if (step === 'finished') return finish(deps, importId);
    if (step === 'gone') return null;
    const now = deps.clock.now().getTime();
    // The embedded database answers nobody else while a chunk is written: now it is the others' turn.
    await deps.clock.sleep(Math.min(now - startedAt, LONGEST_PAUSE_MS));
    if (now < until) continue;
    const position = await findNextPosition(deps.db, importId);
    if (position === null) continue;
    const left = await findImportJob(deps.db, importId);
    if (!left) return null;
    if (hasDoubled(addedBefore, left.added)) await analyzeImported(deps.db);
    await publishOrStore(deps, [importMessage(importId, position)]);
    return toView(left, deps.clock.now());
  }
}

/** Whether a power of two lies between: so that statistics are renewed a few times in an import of any size. */
const hasDoubled = (before: number, after: number): boolean =>
  Math.floor(Math.log2(after)) > Math.floor(Math.log2(before));

type Step = 'written' | 'finished' | 'gone';

async function writeNextChunk(deps: ImportDeps, job: ImportJobRow): Promise<Step> {
  let position: number | null = null;
  try {
    return await deps.db.$transaction(async (tx) => {
      const listener = await lockListenerForWriting(tx, job.userId);
      if (!listener) return 'gone';
      const stored = await findNextChunk(tx, job.id);
      if (!stored) return 'finished';
      position = stored.position;
      const now = deps.clock.now();
      const importer = { userId: job.userId, now, countsFromMs: listener.countsFromMs };
      const { counts, fullDays } = await writeChunk(tx, importer, await gunzipChunk(stored.payload));
      await deleteChunk(tx, job.id, stored.position);
      const errors = newErrors(job, fullDays.map(fullDay));
      await addProgress(tx, job.id, { counts, errors, startedAt: now, deadlineAt: deadlineFrom(now) });
      return 'written';
    }, ALL_PLAYS_TRANSACTION);
  } catch (error) {
    if (position === null || isDatabaseUnavailable(error)) throw error;
    deps.logger.warn({ err: error, importId: job.id }, 'import chunk write failed, splitting the chunk');
    return isolate(deps, job, position);
  }
}

/** A chunk that the database rejects is halved until the failing row is isolated. */
async function isolate(deps: ImportDeps, job: ImportJobRow, position: number): Promise<Step> {
  return deps.db.$transaction(async (tx) => {
    if ((await lockListenerForWriting(tx, job.userId)) === null) return 'gone';
    const stored = await findNextChunk(tx, job.id);
    // Another worker was first.
    if (stored?.position !== position) return 'written';
    const chunk = await gunzipChunk(stored.payload);
    const now = deps.clock.now();
    const times = { startedAt: now, deadlineAt: deadlineFrom(now) };
    const [row] = chunk.rows;
    if (chunk.rows.length <= 1) {
      await deleteChunk(tx, job.id, position);
      const errors = newErrors(job, row ? [unwritable(row, chunk.files)] : []);
      await addProgress(tx, job.id, { counts: { unreadable: chunk.rows.length }, errors, ...times });
      return 'written';
    }
    await replaceChunk(tx, job.id, position, await Promise.all(halves(chunk).map(gzipChunk)));
    await addProgress(tx, job.id, { counts: {}, ...times });
    return 'written';
  }, ALL_PLAYS_TRANSACTION);
}

const unwritable = ({ place, at }: ImportedRow, files: readonly string[]): string =>
  `Row ${place.row} of ${files[place.file] ?? 'the file'}, ended ${new Date(at).toISOString()}, could not be written.`;

const fullDay = (day: number): string =>
  `Rows of ${new Date(day * DAY).toISOString().slice(0, 10)} (UTC) beyond ${MOST_PLAYS_A_DAY} plays were left out: no day has so many.`;

const newErrors = ({ errors }: ImportJobRow, sentences: string[]): string[] =>
  sentences
    .filter((sentence) => !errors.includes(sentence))
    .slice(0, Math.max(0, MOST_ERRORS - errors.length));

function halves(chunk: Chunk): Chunk[] {
  const middle = Math.ceil(chunk.rows.length / 2);
  return [chunk.rows.slice(0, middle), chunk.rows.slice(middle)].map((rows) => ({ ...chunk, rows }));
}

const coversSchema = z.object({ gaps: z.array(z.custom<OwnGap>()).default([]) });

async function finish(deps: ImportDeps, importId: number): Promise<ImportJobView | null> {
  const job = await findImportJob(deps.db, importId);
  if (!job) return null;
  const finishedAt = deps.clock.now();
  await deps.db.$transaction(async (tx) => {
    if ((await lockListenerForWriting(tx, job.userId)) === null) return;
    const { gaps } = coversSchema.parse(await findCovers(tx, importId));
    await addGaps(tx, job.userId, gaps);
    const gapsClosed = await closeCoveredGaps(tx, job.userId, importId, finishedAt);
    await deleteEmptyClaims(tx, job.userId);
    await noteNamedClaims(tx, job.userId);
    await finishImportJob(tx, importId, { status: 'succeeded', finishedAt, gapsClosed });
    // Charts show what the file covers, also where it brought no play.
    await raiseStatisticsVersion(tx, job.userId);
  }, ALL_PLAYS_TRANSACTION);
  if (job.added >= WORTH_ANALYZING) await analyzeImported(deps.db);
  if (job.added > 0) await publishOrStore(deps, [enrichMessage(finishedAt)]);
  return end(deps, job);
}

/** Removes the chunks of ended jobs, and marks timed-out jobs as failed. */
async function end(deps: ImportDeps, { id, finishedAt }: ImportJobRow): Promise<ImportJobView | null> {
  const now = deps.clock.now();
  if (finishedAt === null) {
    await finishImportJob(deps.db, id, { status: 'failed', finishedAt: now, failure: 'timed_out' });
  }
  await deleteChunks(deps.db, id);
  const job = await findImportJob(deps.db, id);
  return job && toView(job, now);
}
