import { createReaderFormat } from '@/lib/shared/format';
import { dateFormatter } from '@/lib/shared/formatters';
import type { PublicReport, ShareReport } from './share-report';

/** A report is the same for all readers: its numbers and dates are in British English. */
export const reportFormat = createReaderFormat({ locale: 'en-GB', timeZone: 'UTC' });

const DAYS = dateFormatter('en-GB', {
  timeZone: 'UTC',
  day: 'numeric',
  month: 'short',
  year: 'numeric',
});

/** "23 Nov 2025 – 22 Nov 2026" */
export const reportDays = ({ range: { from, to } }: Pick<ShareReport, 'range'>): string =>
  DAYS.formatRange(new Date(from), new Date(to));

/** "22 Nov 2026" */
export const reportDay = (day: string): string => DAYS.format(new Date(day));

/** Who and when: "Hannah · 23 Nov 2025 – 22 Nov 2026" */
export const reportByline = (report: ShareReport): string =>
  [report.displayName, reportDays(report)].filter((part) => part !== '').join(' · ');

/** "18,532 plays of 4,210 tracks by 1,377 artists" */
export function reportFigures({ figures: { plays, tracks, artists }, subject }: ShareReport): string {
  const { count } = reportFormat;
  if (subject.about === 'entity') return `${count(plays, 'play')} of ${subject.name}`;
  return `${count(plays, 'play')} of ${count(tracks ?? 0, 'track')} by ${count(artists ?? 0, 'artist')}`;
}

/** The description in link previews. */
export function reportSummary({ description, report }: PublicReport): string {
  const { figure, unit } = reportFormat.listened(report.figures.listenedMs);
  return description ?? `${figure} ${unit}: ${reportFigures(report)}. ${reportByline(report)}.`;
}
