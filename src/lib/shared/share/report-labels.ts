import { daySpan } from '@/lib/shared/analytics/calendar-days';
import { createReaderFormat, type ReaderFormat, SEPARATOR } from '@/lib/shared/format';
import { type NamedText, plainText } from '@/lib/shared/named-text';
import type { PublicReport, ShareReport } from './share-report';

/** A picture is the same for all who are sent it: its numbers and dates are in British English. */
export const pictureFormat = createReaderFormat({ locale: 'en-GB', timeZone: 'UTC' });

/** "23 Nov 2025 – 22 Nov 2026" */
export const reportDays = (
  { range: { from, to } }: Pick<ShareReport, 'range'>,
  { locale }: Pick<ReaderFormat, 'locale'>,
): string => daySpan(from, to, locale);

/** Who and when: "Hannah · 23 Nov 2025 – 22 Nov 2026" */
export const reportByline = ({ displayName, ...report }: ShareReport, format: ReaderFormat): NamedText =>
  bylineOf(displayName, reportDays(report, format));

/** The chosen name, the days, or both. */
export const bylineOf = (name: string, days: string): NamedText => [
  ...(name ? [{ name }] : []),
  ...(name && days ? [SEPARATOR] : []),
  ...(days ? [days] : []),
];

/** "18,532 plays of 4,210 tracks by 1,377 artists" */
export function reportFigures(
  { figures: { plays, tracks, artists }, subject }: ShareReport,
  { count }: ReaderFormat,
): NamedText {
  if (subject.about === 'entity') return [`${count(plays, 'play')} of `, { name: subject.name }];
  return [`${count(plays, 'play')} of ${count(tracks ?? 0, 'track')} by ${count(artists ?? 0, 'artist')}`];
}

/** The description in link previews. */
export function reportSummary({ description, report }: PublicReport, format: ReaderFormat): string {
  const { figure, unit } = format.listened(report.figures.listenedMs);
  return (
    description ??
    `${figure} ${unit}: ${plainText(reportFigures(report, format))}. ${plainText(reportByline(report, format))}.`
  );
}
