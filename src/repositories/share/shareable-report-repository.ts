import type { Prisma } from '@/generated/prisma/client';
import type { Database } from '@/lib/db/client';

const listed = {
  shareId: true,
  title: true,
  description: true,
  dateRange: true,
  viewCount: true,
  isPublic: true,
  isIndexable: true,
  expiresAt: true,
  createdAt: true,
} as const;

export type ReportRow = Prisma.ShareableReportGetPayload<{ select: typeof listed }>;

/** False when the id is taken, which twelve random characters never are in practice. */
export async function createReport(
  db: Database,
  report: Omit<ReportRow, 'viewCount' | 'isPublic'> & { userId: number; reportData: Prisma.InputJsonObject },
): Promise<boolean> {
  const { count } = await db.shareableReport.createMany({ data: [report], skipDuplicates: true });
  return count === 1;
}

/** Who may see a report, also when nobody may; null when there is no such report. Does not read the snapshot. */
export function findReportAccess(db: Database, shareId: string) {
  return db.shareableReport.findUnique({
    where: { shareId },
    select: { userId: true, isPublic: true, isIndexable: true, expiresAt: true, createdAt: true },
  });
}

/** The content of a report, which never changes; null when there is no such report. */
export function findReportContent(db: Database, shareId: string) {
  return db.shareableReport.findUnique({
    where: { shareId },
    select: { title: true, description: true, dateRange: true, createdAt: true, reportData: true },
  });
}

/** All reports of the listener, also hidden and expired ones. */
export function countReports(db: Database, userId: number): Promise<number> {
  return db.shareableReport.count({ where: { userId } });
}

/** Newest first. */
export function findReportsOf(db: Database, userId: number): Promise<ReportRow[]> {
  return db.shareableReport.findMany({
    where: { userId },
    select: listed,
    orderBy: [{ createdAt: 'desc' }, { shareId: 'asc' }],
  });
}

/** The updated report; null when this listener has no report of that id. */
export async function changeReport(
  db: Database,
  owner: { userId: number; shareId: string },
  change: Partial<Pick<ReportRow, 'expiresAt' | 'isPublic' | 'isIndexable'>>,
): Promise<ReportRow | null> {
  const [row] = await db.shareableReport.updateManyAndReturn({ where: owner, data: change, select: listed });
  return row ?? null;
}

/** False when this listener has no report of that id. */
export async function deleteReport(
  db: Database,
  owner: { userId: number; shareId: string },
): Promise<boolean> {
  return (await db.shareableReport.deleteMany({ where: owner })).count === 1;
}

/** Counts one view; does nothing when the report was deleted. */
export async function addView(db: Database, shareId: string): Promise<void> {
  await db.shareableReport.updateMany({ where: { shareId }, data: { viewCount: { increment: 1 } } });
}

/** The painted picture, a PNG; null while there is none. */
export async function findReportPicture(db: Database, shareId: string): Promise<Uint8Array | null> {
  const row = await db.shareableReport.findUnique({ where: { shareId }, select: { image: true } });
  return row?.image ?? null;
}

/** Does nothing when the report was deleted meanwhile. */
export async function storeReportPicture(
  db: Database,
  shareId: string,
  image: Uint8Array<ArrayBuffer>,
): Promise<void> {
  await db.shareableReport.updateMany({ where: { shareId }, data: { image } });
}
