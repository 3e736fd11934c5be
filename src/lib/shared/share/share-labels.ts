import { createReaderFormat } from '@/lib/shared/format';
import type { PublicReport, ShareReport } from './share-report';

/**
 * The words that page, picture and link previews share. A report is the same for every reader, so that it can be kept
 * ready: its numbers and dates are written in British English.
 */
export const shareFormat = createReaderFormat({ locale: 'en-GB', timeZone: 'UTC' });

const DAYS = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'UTC',
  day: 'numeric',
  month: 'short',
  year: 'numeric',
});

/** "23 Nov 2025 – 22 Nov 2026" */
export const shareDays = ({ range: { from, to } }: ShareReport): string =>
  DAYS.formatRange(new Date(from), new Date(to));

/** "22 Nov 2026" */
export const shareDay = (day: string): string => DAYS.format(new Date(day));

/** Who and when: "Hannah · 23 Nov 2025 – 22 Nov 2026" */
export const shareByline = (report: ShareReport): string =>
  [report.displayName, shareDays(report)].filter((part) => part !== '').join(' · ');

/** "18,532 plays of 4,210 tracks by 1,377 artists" */
export function shareFigures({ figures: { plays, tracks, artists }, subject }: ShareReport): string {
  const { count } = shareFormat;
  if (subject.about === 'thing') return `${count(plays, 'play')} of ${subject.name}`;
  return `${count(plays, 'play')} of ${count(tracks ?? 0, 'track')} by ${count(artists ?? 0, 'artist')}`;
}

/** What a link to the report says about it. */
export function shareSummary({ description, report }: PublicReport): string {
  const { figure, unit } = shareFormat.listened(report.figures.listenedMs);
  return description ?? `${figure} ${unit}: ${shareFigures(report)}. ${shareByline(report)}.`;
}
