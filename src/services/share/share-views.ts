import type { RootDatabase } from '@/lib/db/client';
import type { Deps } from '@/lib/deps';
import { SECOND } from '@/lib/shared/time';
import { addViews } from '@/repositories/share/shareable-report-repository';

/** For how long views are collected before they are written in one statement. */
const COLLECT_MS = SECOND;

interface Batch {
  views: Map<string, number>;
  written: Promise<void>;
}

const open = new WeakMap<RootDatabase, Batch>();

/**
 * Notes a view. Resolves once it is written, or given up because the database is away: nobody's answer waits for it. A
 * process that is killed loses the views of the last second.
 */
export function countView(deps: Pick<Deps, 'db' | 'clock' | 'logger'>, shareId: string): Promise<void> {
  const batch = open.get(deps.db) ?? openBatch(deps);
  batch.views.set(shareId, (batch.views.get(shareId) ?? 0) + 1);
  return batch.written;
}

function openBatch({ db, clock, logger }: Pick<Deps, 'db' | 'clock' | 'logger'>): Batch {
  const views = new Map<string, number>();
  const write = async () => {
    await clock.sleep(COLLECT_MS);
    open.delete(db);
    await addViews(db, views);
  };
  const written = write().catch((error: unknown) =>
    logger.warn({ err: error, reports: views.size }, 'Views of shared reports could not be counted'),
  );
  const batch = { views, written };
  open.set(db, batch);
  return batch;
}
