import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { rangeBefore, rangeWithin } from '@/components/analytics/range-labels';
import { RangePicker } from '@/components/analytics/range-picker';
import { pageHref, playsHref, rangeParameters, topHref } from '@/components/shell/page-links';
import type { Range } from '@/lib/shared/analytics/range';
import { ALL_TIME, YEAR } from '../../support/statistics-fixture';

afterEach(cleanup);

const MARCH: Range = { preset: null, from: '2026-03-01', to: '2026-03-31' };

const show = (range: Range, keep = {}) =>
  render(<RangePicker path="/top" range={range} keep={keep} locale="en-GB" />);

describe('the range picker', () => {
  it('is links that stay on the page and keep what else it was asked', () => {
    show(YEAR, { kind: 'track' });
    expect(screen.getAllByRole('link').map((link) => link.getAttribute('href'))).toEqual(
      ['7d', '30d', '90d', '1y', 'all'].map((preset) => `/top?kind=track&range=${preset}`),
    );
  });

  it('marks the range that is shown, and only that', () => {
    const { container } = show(YEAR);
    expect([...container.querySelectorAll('[aria-current]')].map((e) => e.textContent)).toEqual(['365 days']);
  });

  it('sends two days as a plain form, with what the page keeps', () => {
    const { container } = show(MARCH, { kind: 'track' });
    const form = container.querySelector('form');
    expect([form?.method, form?.getAttribute('action')]).toEqual(['get', '/top']);
    const sent = new FormData(form ?? undefined);
    expect([...sent.entries()]).toEqual([
      ['kind', 'track'],
      ['from', '2026-03-01'],
      ['to', '2026-03-31'],
    ]);
    expect(container.querySelector('summary')?.textContent).toBe('1 Mar 2026 – 31 Mar 2026');
  });
});

describe('a range', () => {
  it('appears in the URL as it was chosen', () => {
    expect(rangeParameters(YEAR)).toEqual({ range: '1y' });
    expect(rangeParameters(MARCH)).toEqual({ from: '2026-03-01', to: '2026-03-31' });
    expect(topHref('album', MARCH, { by: 'time', offset: 50 })).toBe(
      '/top?kind=album&by=time&from=2026-03-01&to=2026-03-31&offset=50',
    );
    expect(playsHref({ from: ALL_TIME.from, to: ALL_TIME.to })).toBe('/history');
    expect(playsHref({ from: MARCH.from, to: MARCH.to })).toBe('/history?from=2026-03-01&to=2026-03-31');
    expect(pageHref('/history', { q: 'a & b', before: null })).toBe('/history?q=a+%26+b');
  });

  it('has words, and so has what it is compared with', () => {
    expect([rangeWithin(YEAR, 'en-GB'), rangeBefore(YEAR)]).toEqual([
      'in the last 365 days',
      'the 365 days before',
    ]);
    expect([rangeWithin(MARCH, 'en-GB'), rangeBefore(MARCH)]).toEqual([
      'from 1 Mar 2026 to 31 Mar 2026',
      'the 31 days before',
    ]);
    const day = { preset: null, from: '2026-03-01', to: '2026-03-01' };
    expect([rangeWithin(day, 'en-GB'), rangeBefore(day)]).toEqual(['on 1 Mar 2026', 'the day before']);
  });
});
