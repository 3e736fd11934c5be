import { LRUCache } from 'lru-cache';
import type { Database } from '@/lib/db/client';
import { type PublicReport, shareReport } from '@/lib/shared/share/share-report';
import { findReportContent } from '@/repositories/share/shareable-report-repository';

/** The part of a public report that never changes. */
export type ReportPayload = Omit<PublicReport, 'shareId' | 'isIndexable'>;

/** As JSON; about 1,500 reports. */
const MOST_BYTES = 16_000_000;

interface Load {
  db: Database;
  shareId: string;
}

// Concurrent requests for one report share a single read.
const payloads = new LRUCache<string, ReportPayload, Load>({
  maxSize: MOST_BYTES,
  sizeCalculation: (payload) => JSON.stringify(payload).length,
  ignoreFetchAbort: true,
  fetchMethod: (_key, _stale, { context }) => readPayload(context),
});

/**
 * The snapshot of a report with its owner's title, from this process's cache or the database; undefined when it was
 * deleted. The caller must check each time whether it may be seen.
 */
export const loadReportPayload = (
  db: Database,
  { shareId, createdAt }: { shareId: string; createdAt: Date },
): Promise<ReportPayload | undefined> =>
  payloads.fetch(`${shareId} ${createdAt.getTime()}`, { context: { db, shareId } });

async function readPayload({ db, shareId }: Load): Promise<ReportPayload | undefined> {
  const row = await findReportContent(db, shareId);
  if (!row) return undefined;
  const { title, description, dateRange, createdAt, reportData } = row;
  const report = shareReport.parse(reportData);
  return { title, description, dateRange, createdAt: createdAt.toISOString(), report };
}
