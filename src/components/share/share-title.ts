import type { Preset } from '@/lib/shared/analytics/range-presets';
import { reviewName } from '@/lib/shared/analytics/year/review-period';
import type { ReaderFormat } from '@/lib/shared/format';
import { reportDays } from '@/lib/shared/share/report-labels';
import type { ShareReport } from '@/lib/shared/share/share-report';
import type { ShareSubject } from '@/lib/shared/share/share-subject';

const OF_PRESET: Record<Preset, string> = {
  '1d': 'A day of listening',
  '7d': 'A week of listening',
  '30d': 'A month of listening',
  '90d': 'Three months of listening',
  '1y': 'A year of listening',
  all: 'All of my listening',
};

const OF_TOP = { artist: 'My artists', track: 'My tracks', album: 'My albums' } as const;

/** The suggested title of a report. */
export function suggestedTitle(report: ShareReport, format: ReaderFormat): string {
  const { subject, range } = report;
  if (subject.about === 'entity') return Array.from(subject.name).slice(0, 100).join('');
  if (subject.about === 'top') return OF_TOP[subject.kind];
  if (subject.about === 'year') return `${reviewName(subject)} in review`;
  return range.preset ? OF_PRESET[range.preset] : reportDays(report, format);
}

/** Of the tab where it is made: "Share", "Share top albums", "Share Cocteau Twins", "Share 2026 in review" */
export function shareTitle(subject: ShareSubject, name: string | null): string {
  switch (subject.about) {
    case 'entity':
      return name === null ? 'Share' : `Share ${name}`;
    case 'top':
      return `Share top ${subject.kind}s`;
    case 'year':
      return `Share ${reviewName(subject)} in review`;
    case 'listening':
      return 'Share';
  }
}
