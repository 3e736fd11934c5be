import { cleanup, render, screen } from '@testing-library/react';
import { renderToStaticMarkup } from 'react-dom/server';
import { afterEach, describe, expect, it } from 'vitest';
import { OnThisDayCard } from '@/components/analytics/look-back/on-this-day-card';
import { createReaderFormat } from '@/lib/shared/format';
import { onThisDay } from '../../support/statistics-fixture';

afterEach(cleanup);

const format = createReaderFormat({ locale: 'en-GB', timeZone: 'Europe/Berlin' });
const linksShown = () =>
  screen.getAllByRole('link').map((link) => [link.textContent, link.getAttribute('href')]);

describe('on this day', () => {
  it('leads from each year to exactly the plays of its day', () => {
    render(<OnThisDayCard onThisDay={onThisDay()} most={6} format={format} />);
    expect(linksShown()).toEqual([
      ['1 year ago', '/history?from=2025-11-22&to=2025-11-22'],
      ['Blink · Hiroshi Yoshimura', '/track/11?range=all'],
      ['5 years ago', '/history?from=2021-11-22&to=2021-11-22'],
      ['Blink · Hiroshi Yoshimura', '/track/11?range=all'],
    ]);
  });

  it('has the latest years where there are many, and no card where there is none', () => {
    render(<OnThisDayCard onThisDay={onThisDay()} most={1} format={format} />);
    expect(screen.getAllByRole('listitem')).toHaveLength(1);
    expect(renderToStaticMarkup(<OnThisDayCard onThisDay={onThisDay([])} most={1} format={format} />)).toBe(
      '',
    );
  });
});
