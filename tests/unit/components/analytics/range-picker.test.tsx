import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { rangeBefore, rangeNow, rangeTitle, rangeWithin } from '@/components/analytics/range-labels';
import { RangePicker } from '@/components/analytics/range-picker';
import { pageHref, playsHref, rangeParameters, topHref } from '@/components/shell/page-links';
import type { Range } from '@/lib/shared/analytics/range';
import { ALL_TIME } from '@/lib/shared/analytics/range-presets';
import { createReaderFormat } from '@/lib/shared/format';
import { YEAR } from '../../../support/statistics-fixture';

afterEach(cleanup);

const MARCH: Range = { preset: null, from: '2026-03-01', to: '2026-03-31' };

const format = createReaderFormat({ locale: 'en-GB', timeZone: 'UTC' });
const picker = (range: Range, keep = {}) => (
  <RangePicker
    path="/top"
    range={range}
    keep={keep}
    format={format}
    today="2026-04-10"
    firstDay="2025-06-01"
  />
);
const show = (range: Range, keep = {}) => render(picker(range, keep));
const hrefOf = (name: string) => screen.getByRole('link', { name }).getAttribute('href');

describe('the range picker', () => {
  it('is links that stay on the page and keep what else it was asked', () => {
    show(YEAR, { kind: 'track' });
    const hrefs = screen.getAllByRole('link').map((link) => link.getAttribute('href'));
    expect(hrefs.slice(0, 5)).toEqual(
      ['7d', '30d', '90d', '1y', 'all'].map((preset) => `/top?kind=track&range=${preset}`),
    );
    expect(hrefs.every((href) => href?.startsWith('/top?kind=track&'))).toBe(true);
  });

  it('marks the range that is shown, and only that', () => {
    const { container } = show(YEAR);
    expect([...container.querySelectorAll('[aria-current]')].map((e) => e.textContent)).toEqual(['365 days']);
  });

  it('names a range that has no link of its own where dates are picked', () => {
    const { container } = show({ preset: '1d', from: null, to: null });
    expect(container.querySelector('summary[aria-current]')?.textContent).toBe('Today');
  });

  it('offers weeks, months and years of the archive, and steps to the ones beside', () => {
    show(MARCH);
    expect(hrefOf('This week')).toBe('/top?from=2026-04-06&to=2026-04-12');
    expect(hrefOf('Last month')).toBe('/top?from=2026-03-01&to=2026-03-31');
    expect(hrefOf('2025')).toBe('/top?from=2025-01-01&to=2025-12-31');
    expect(screen.queryByRole('link', { name: '2024' })).toBeNull();
    expect(hrefOf('The days before')).toBe('/top?from=2026-02-01&to=2026-02-28');
    expect(hrefOf('The days after')).toBe('/top?from=2026-04-01&to=2026-04-30');
    cleanup();
    show({ preset: null, from: '2026-04-01', to: '2026-04-30' });
    expect(screen.queryByRole('link', { name: 'The days after' })).toBeNull();
  });

  it('closes by Escape, which gives the focus back, and by a press outside', () => {
    const { container } = show(MARCH);
    const details = container.querySelector('details') ?? expect.fail('there is no panel');
    details.open = true;
    fireEvent.keyDown(document.body, { key: 'Escape' });
    expect([details.open, document.activeElement?.tagName]).toEqual([false, 'SUMMARY']);
    details.open = true;
    fireEvent.pointerDown(screen.getByRole('button', { name: 'Show these days' }));
    expect(details.open).toBe(true);
    fireEvent.pointerDown(document.body);
    expect(details.open).toBe(false);
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
    expect(container.querySelector('summary')?.textContent).toBe('March 2026');
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
    expect([rangeWithin(YEAR, 'en-GB'), rangeBefore(YEAR, 'en-GB')]).toEqual([
      'in the last 365 days',
      'the 365 days before',
    ]);
    expect([rangeWithin(MARCH, 'en-GB'), rangeBefore(MARCH, 'en-GB')]).toEqual([
      'in March 2026',
      'February 2026',
    ]);
    const days = { preset: null, from: '2026-03-01', to: '2026-03-30' };
    expect([rangeWithin(days, 'en-GB'), rangeBefore(days, 'en-GB')]).toEqual([
      'from 1 Mar 2026 to 30 Mar 2026',
      'the 30 days before',
    ]);
    expect(rangeTitle(days, 'en-GB')).toBe('1 – 30 Mar 2026');
    const day = { preset: null, from: '2026-03-01', to: '2026-03-01' };
    expect([rangeWithin(day, 'en-GB'), rangeBefore(day, 'en-GB')]).toEqual([
      'on 1 Mar 2026',
      'the day before',
    ]);
    expect([YEAR, MARCH, days, day].map((range) => rangeNow(range, 'en-GB'))).toEqual([
      'these 365 days',
      'March 2026',
      'these days',
      'this day',
    ]);
  });
});
