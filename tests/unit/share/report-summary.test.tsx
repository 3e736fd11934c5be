import { cleanup, render } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { ReportSummary } from '@/components/share/report-summary';
import { createReaderFormat } from '@/lib/shared/format';
import { shareReport } from '@/lib/shared/share/share-report';

afterEach(cleanup);

const format = createReaderFormat({ locale: 'en-GB', timeZone: 'UTC' });

function summary(range: { from: string; to: string }, takenOn: string) {
  const report = shareReport.parse({
    version: 1,
    displayName: '',
    takenOn,
    range: { preset: null, ...range },
    subject: { about: 'listening' },
    figures: { plays: 40, listenedMs: 7_200_000, tracks: 30, artists: 20, albums: 25, estimatedPlays: 40 },
    change: -0.12,
    lists: [],
    trend: { unit: 'day', points: [] },
    activity: {
      plays: Array.from({ length: 7 }, () => Array.from({ length: 24 }, () => 0)),
      busiest: null,
    },
    genres: null,
    review: null,
  });
  const { container } = render(<ReportSummary report={report} format={format} />);
  return container.textContent?.replaceAll('\u00a0', ' ');
}

it('says that days which were not over are compared up to the same moment, and of others nothing', () => {
  const november = { from: '2026-11-01', to: '2026-11-30' };
  expect(summary(november, '2026-11-22')).toMatch(/12% against October 2026, up to the same moment\.$/);
  expect(summary(november, '2026-12-01')).toMatch(/12% against October 2026\.$/);
});
