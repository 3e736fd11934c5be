import { type BatchDeps, type BatchReport, runBatch } from './archival/batch';
import type { BatchMessage, Tick } from './archival/messages';
import { latestArchiveRequest, requestArchive, runRequest } from './archival/request';
import { runTick } from './archival/tick';
import { runEnrichment } from './catalogue/enrich';

/** The archive's verbs, as the routes call them. Each is a file of `archive/`. */

/** The hourly tick: spreads every listener's archive over the time until the next one. */
export const scheduleArchive = (deps: BatchDeps, tick: Tick) => runTick(deps, tick);

/** Archives up to 50 listeners and puts back only who failed. */
export async function archiveUserTracks(deps: BatchDeps, message: BatchMessage): Promise<BatchReport> {
  const report = await runBatch(deps, message);
  validateArchivalResult(report, message.userIds.length);
  return report;
}

/** Every listener of a batch must be accounted for: one who fell out of the counts would be lost silently. */
export function validateArchivalResult(report: BatchReport, listeners: number): void {
  const counted = report.successful + report.skipped + report.failed + report.deferred;
  if (counted !== listeners) throw new Error(`A batch of ${listeners} listeners accounts for ${counted}`);
}

export const archiveBatch = archiveUserTracks;
export const archiveRequested = runRequest;
export const enrichArtists = runEnrichment;
export { latestArchiveRequest, requestArchive };
