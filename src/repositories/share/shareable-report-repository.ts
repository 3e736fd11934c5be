import type { Prisma } from '@/generated/prisma/client';
import type { Database } from '@/lib/db/client';

export interface NewReport {
  shareId: string;
  userId: number;
  title: string;
  description: string | null;
  /** Plain JSON. */
  reportData: Prisma.InputJsonObject;
  dateRange: string;
  isIndexable: boolean;
  expiresAt: Date | null;
  createdAt: Date;
}

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
export type ReportWithData = ReportRow & { userId: number; reportData: unknown };

/** False when the id is taken, which twelve random characters never are in practice. */
export async function createReport(db: Database, report: NewReport): Promise<boolean> {
  const { count } = await db.shareableReport.createMany({ data: [report], skipDuplicates: true });
  return count === 1;
}

/** The report with its snapshot; null when there is none. Whether it may be seen is the caller's to judge. */
export function findReport(db: Database, shareId: string): Promise<ReportWithData | null> {
  return db.shareableReport.findUnique({
    where: { shareId },
    select: { ...listed, userId: true, reportData: true },
  });
}

export function countReports(db: Database, userId: number): Promise<number> {
  return db.shareableReport.count({ where: { userId } });
}

/** The newest first. */
export function findReportsOf(db: Database, userId: number): Promise<ReportRow[]> {
  return db.shareableReport.findMany({
    where: { userId },
    select: listed,
    orderBy: [{ createdAt: 'desc' }, { shareId: 'asc' }],
  });
}

export interface ReportChange {
  expiresAt?: Date | null;
  isPublic?: boolean;
  isIndexable?: boolean;
}

/** The changed report; null when this listener has none of that id. */
export async function changeReport(
  db: Database,
  owner: { userId: number; shareId: string },
  change: ReportChange,
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

/** Adds to the views of many reports in one statement; reports that are gone are passed over. */
export async function addViews(db: Database, views: ReadonlyMap<string, number>): Promise<void> {
  const [ids, counts] = [[...views.keys()], [...views.values()]];
  await db.$executeRaw`
    UPDATE shareable_reports SET view_count = view_count + v.views
    FROM unnest(${ids}::text[], ${counts}::int[]) AS v(id, views) WHERE share_id = v.id`;
}

/** The painted picture, a PNG; null while there is none. */
export async function findReportImage(db: Database, shareId: string): Promise<Uint8Array | null> {
  const row = await db.shareableReport.findUnique({ where: { shareId }, select: { image: true } });
  return row?.image ?? null;
}

/** Does nothing when the report has gone in the meantime. */
export async function storeReportImage(
  db: Database,
  shareId: string,
  image: Uint8Array<ArrayBuffer>,
): Promise<void> {
  await db.shareableReport.updateMany({ where: { shareId }, data: { image } });
}
