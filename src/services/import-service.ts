import { inOneList } from '@/lib/answer-size';
import type { Deps } from '@/lib/deps';
import type { ImportJobView } from '@/lib/shared/import/import-job';
import { findImportJobs } from '@/repositories/import/import-job-repository';
import { toView } from './import/job-view';

const SHOWN = 50;

/** The listener's imports, newest first; at most 50. */
export async function listImports(
  deps: Pick<Deps, 'db' | 'clock'>,
  userId: number,
): Promise<ImportJobView[]> {
  const now = deps.clock.now();
  return inOneList((await findImportJobs(deps.db, userId, SHOWN)).map((row) => toView(row, now)));
}
