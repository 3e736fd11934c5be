import { type ReaderFormat, SEPARATOR } from '@/lib/shared/format';
import type { SharedReport } from '@/lib/shared/share/report-list';

/** The last moment before an expiry: one at midnight belongs to the day before. ISO 8601. */
export const lastMoment = (expiresAt: string): string => new Date(Date.parse(expiresAt) - 1).toISOString();

/** Whether its last day is over. */
export const isReportOver = ({ expiresAt }: Pick<SharedReport, 'expiresAt'>, now: Date): boolean =>
  expiresAt !== null && Date.parse(expiresAt) <= now.getTime();

/** Whether its link shows it to anybody now. */
export const isOpen = (report: Pick<SharedReport, 'expiresAt' | 'isPublic'>, now: Date): boolean =>
  report.isPublic && !isReportOver(report, now);

/** Who can see a report now, and until when: "Public until 3 Dec 2026 · search engines may list it". */
export function stateLabel(report: SharedReport, now: Date, format: ReaderFormat): string {
  const { expiresAt, isPublic, isIndexable } = report;
  if (isReportOver(report, now)) return `Ended ${format.day(lastMoment(expiresAt ?? ''))}`;
  if (!isPublic) return 'Hidden: no one can open it';
  const until = expiresAt ? ` until ${format.day(lastMoment(expiresAt))}` : '';
  return `Public${until}${isIndexable ? `${SEPARATOR}search engines may list it` : ''}`;
}
