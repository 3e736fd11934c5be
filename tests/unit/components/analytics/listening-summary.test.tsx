import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { EstimateNote, shareAmong } from '@/components/analytics/estimate-note';
import { ListeningSummary } from '@/components/analytics/listening-summary';
import { ALL_TIME } from '@/lib/shared/analytics/range-presets';
import { createReaderFormat } from '@/lib/shared/format';
import { comparison, discovery } from '../../../support/statistics-fixture';

afterEach(cleanup);

const format = createReaderFormat({ locale: 'en-GB', timeZone: 'Europe/Berlin' });

const textOf = (node: Element | null) => node?.textContent?.replaceAll('\u00a0', ' ') ?? '';

describe('figures', () => {
  const show = (values: Parameters<typeof comparison>[0] = {}, found = {}, archivedDays = 365) =>
    render(
      <ListeningSummary
        comparison={comparison(values)}
        discovery={discovery(found)}
        archived={{ days: 365, archivedDays }}
        format={format}
      />,
    );

  it('lead to what they count', () => {
    show();
    expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('1,204 hours');
    const links = screen.getAllByRole('link').map((link) => [link.textContent, link.getAttribute('href')]);
    expect(links).toEqual([
      ['18,532 plays', '/history?from=2025-11-23&to=2026-11-22'],
      ['4,210 tracks', '/top?kind=track&range=1y'],
      ['1,377 artists', '/top?kind=artist&range=1y'],
    ]);
  });

  it('show the change against the previous range, in text too', () => {
    const { container } = show();
    expect(textOf(container)).toContain(
      'That is ▲up 11% against the 365 days before, up to the same moment. 62% of the plays were of tracks new to you.',
    );
    cleanup();
    const less = show({ change: { plays: 0, listenedMs: -0.5, tracks: 0, artists: 0 } }, { playsOfNew: 0 });
    expect(textOf(less.container)).toContain(
      '▼down 50% against the 365 days before, up to the same moment. None of the plays were of tracks new to you.',
    );
  });

  it('say how many of the days the archive has, where it lacks some', () => {
    expect(textOf(show({}, {}, 2).container)).toContain(
      'in the last 365 days, of which the archive has 2 days: 18,532',
    );
    cleanup();
    expect(textOf(show().container)).toContain('in the last 365 days: 18,532');
  });

  it('claim no change where there is nothing to compare with', () => {
    const change = { plays: null, listenedMs: null, tracks: null, artists: null };
    const { container } = show({ range: ALL_TIME, previousRange: null, previous: null, change });
    expect(textOf(container)).toContain('of listening since 23 Nov 2025:');
    expect(textOf(container)).not.toMatch(/That is|new to you/);
  });

  it('say for which share of the plays the time is estimated, and how', () => {
    const text = (share: number | null) => {
      cleanup();
      return textOf(render(<EstimateNote share={share} format={format} />).container);
    };
    expect(text(1)).toContain('Listening time is estimated: ');
    expect(text(0.124)).toContain('estimated for 12% of the plays: one that no file reported');
    expect(text(null)).toContain('Listening time that no file reported is estimated: ');
    expect(text(0)).toBe('');
    expect([9, 0, 4].map((estimatedPlays) => shareAmong({ plays: 9, estimatedPlays }))).toEqual([1, 0, null]);
  });
});
