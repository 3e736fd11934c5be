import { AppError } from '@/lib/app-error';
import { addDays, isCalendarDay } from '@/lib/shared/analytics/range-days';
import { dayStart } from '@/lib/shared/analytics/range-instants';
import { rangeTextOf } from '@/lib/shared/analytics/range-parse';
import type { SharedReport } from '@/lib/shared/share/report-list';
import type { PublicReport } from '@/lib/shared/share/share-report';
import type { ShareSubject } from '@/lib/shared/share/share-subject';
import {
  changeReport,
  countReports,
  createReport,
  deleteReport,
  findReportAccess,
  findReportsOf,
  type ReportRow,
} from '@/repositories/share/shareable-report-repository';
import type { ReadDeps, StatisticsUser } from './analytics/read-deps';
import { composeReport } from './share/compose-report';
import { loadReportPayload } from './share/report-payload';
import type { Png } from './share/report-picture';
import { createShareId, SHARE_ID } from './share/share-id';
import type { NewShare } from './share/share-input';

type ShareDeps = Pick<ReadDeps, 'db' | 'clock'> & {
  /** Where people reach the application; no trailing slash. */
  appUrl: string;
};

/** Keeps one account from filling the database with snapshots. */
const MOST_REPORTS = 200;

/**
 * Takes a snapshot and publishes it under an address that anyone may open. Throws a validation error for a past expiry,
 * CONFLICT at the 200th report, NOT_FOUND for an entity never played and BAD_REQUEST for days without a play.
 */
export async function createShareReport(
  deps: ShareDeps & { statistics: ReadDeps },
  user: StatisticsUser,
  share: NewShare,
): Promise<SharedReport> {
  const { title, description, isIndexable, subject, range, displayName } = share;
  const expiresAt = expiryOf(deps, user, share.expiresAt);
  if ((await countReports(deps.db, user.id)) >= MOST_REPORTS)
    throw new AppError(
      'CONFLICT',
      `You share ${MOST_REPORTS} reports already. Revoke one you no longer need.`,
    );
  const report = await composeReport(deps.statistics, user, { subject, range, displayName });
  if (!report) throw nothingToShare(subject);
  const row = {
    title,
    description,
    isIndexable,
    expiresAt,
    dateRange: rangeTextOf(range),
    shareId: createShareId(),
    createdAt: deps.clock.now(),
  };
  const isNew = await createReport(deps.db, { ...row, userId: user.id, reportData: report });
  if (!isNew) throw new Error('A share id was drawn twice; the random source is broken.');
  return toSharedReport(deps, { ...row, viewCount: 0, isPublic: true });
}

/**
 * A public report and its owner; null when it is unknown, revoked, hidden or expired. The database is asked each time
 * whether it may be seen, so that revoking takes effect at once in every process; the snapshot itself is cached.
 */
export async function getPublicShareReport(
  deps: Pick<ReadDeps, 'db' | 'clock'>,
  shareId: string,
): Promise<{ ownerId: number; report: PublicReport } | null> {
  const access = await findOpenAccess(deps, shareId);
  if (!access) return null;
  const payload = await loadReportPayload(deps.db, { shareId, createdAt: access.createdAt });
  if (!payload) return null;
  return {
    ownerId: access.userId,
    report: { shareId, isIndexable: access.isIndexable, ...payload },
  };
}

type PublicFound = NonNullable<Awaited<ReturnType<typeof getPublicShareReport>>>;

/** A picture of a public report. Painting takes seconds: it is asked again afterwards whether it may be seen. Throws NOT_FOUND. */
export async function getPublicPicture(
  deps: Pick<ReadDeps, 'db' | 'clock'>,
  shareId: string,
  paint: (found: PublicFound) => Promise<Png | null>,
): Promise<{ png: Png; isIndexable: boolean }> {
  const found = await getPublicShareReport(deps, shareId);
  const png = found && (await paint(found));
  if (!png || !(await isReportShared(deps, shareId))) throw noSuchReport();
  return { png, isIndexable: found.report.isIndexable };
}

/** Whether anyone may see this report now; asks the database each time. */
export const isReportShared = async (
  deps: Pick<ReadDeps, 'db' | 'clock'>,
  shareId: string,
): Promise<boolean> => (await findOpenAccess(deps, shareId)) !== null;

async function findOpenAccess({ db, clock }: Pick<ReadDeps, 'db' | 'clock'>, shareId: string) {
  if (!SHARE_ID.test(shareId)) return null;
  const access = await findReportAccess(db, shareId);
  return access?.isPublic && !(access.expiresAt && access.expiresAt <= clock.now()) ? access : null;
}

/** The listener's reports, newest first, including expired ones. */
export async function listShareReports(
  deps: Pick<ShareDeps, 'db' | 'appUrl'>,
  userId: number,
): Promise<SharedReport[]> {
  return (await findReportsOf(deps.db, userId)).map((row) => toSharedReport(deps, row));
}

export interface ShareChange {
  /** As in `NewShare`; undefined leaves it unchanged. */
  expiresAt?: string | null | undefined;
  isPublic?: boolean | undefined;
  isIndexable?: boolean | undefined;
}

/** Changes a report's visibility and expiry, not its content. Throws NOT_FOUND for another listener's report. */
export async function changeShareReport(
  deps: ShareDeps,
  user: StatisticsUser,
  shareId: string,
  { expiresAt, isPublic, isIndexable }: ShareChange,
): Promise<SharedReport> {
  const change = {
    ...(expiresAt === undefined ? {} : { expiresAt: expiryOf(deps, user, expiresAt) }),
    ...(isPublic === undefined ? {} : { isPublic }),
    ...(isIndexable === undefined ? {} : { isIndexable }),
  };
  const row = await changeReport(deps.db, { userId: user.id, shareId }, change);
  if (!row) throw noSuchReport();
  return toSharedReport(deps, row);
}

/** Deletes the report with its snapshot and picture. Throws NOT_FOUND for another listener's report. */
export async function revokeShareReport(
  deps: Pick<ReadDeps, 'db'>,
  userId: number,
  shareId: string,
): Promise<void> {
  if (!(await deleteReport(deps.db, { userId, shareId }))) throw noSuchReport();
}

export const noSuchReport = () => new AppError('NOT_FOUND', 'There is no such report.');

const nothingToShare = ({ about }: ShareSubject): AppError =>
  about === 'entity'
    ? new AppError('NOT_FOUND', 'None of its plays on these days are archived, so there is nothing to share.')
    : new AppError('BAD_REQUEST', 'No plays of these days are archived, so there is nothing to share.');

const LAST_DAY = '2099-12-31';

function expiryOf(
  deps: Pick<ReadDeps, 'clock'>,
  { timeZone }: StatisticsUser,
  text: string | null,
): Date | null {
  if (text === null) return null;
  const at = isCalendarDay(text) ? dayStart(addDays(text, 1), timeZone) : new Date(text);
  if (at > deps.clock.now() && text <= `${LAST_DAY}T`) return at;
  throw new AppError('VALIDATION_ERROR', `body.expiresAt: must lie ahead, and not after ${LAST_DAY}`, {
    field: 'body.expiresAt',
  });
}

function toSharedReport({ appUrl }: Pick<ShareDeps, 'appUrl'>, row: ReportRow): SharedReport {
  const { shareId, title, description, dateRange, viewCount, isPublic, isIndexable } = row;
  return {
    shareId,
    title,
    description,
    dateRange,
    isPublic,
    isIndexable,
    url: `${appUrl}/share/${shareId}`,
    views: viewCount,
    expiresAt: row.expiresAt?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
  };
}
