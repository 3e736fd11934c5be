import { cleanup, render, screen } from '@testing-library/react';
import { renderToStaticMarkup } from 'react-dom/server';
import { afterEach, describe, expect, it } from 'vitest';
import { ClockCard } from '@/components/analytics/look-back/clock-card';
import { ForgottenCard } from '@/components/analytics/look-back/forgotten-card';
import { MilestonesCard } from '@/components/analytics/look-back/milestones-card';
import { OnThisDayCard } from '@/components/analytics/look-back/on-this-day-card';
import { createReaderFormat } from '@/lib/shared/format';
import { activity, onThisDay, rankedEntry } from '../../support/statistics-fixture';

afterEach(cleanup);

const format = createReaderFormat({ locale: 'en-GB', timeZone: 'Europe/Berlin' });
const linksShown = () =>
  screen
    .getAllByRole('link')
    .map((link) => [link.getAttribute('aria-label') ?? link.textContent, link.getAttribute('href')]);

describe('on this day', () => {
  it('leads from each year to exactly the plays of its day', () => {
    render(<OnThisDayCard onThisDay={onThisDay()} most={6} format={format} />);
    expect(linksShown()).toEqual([
      ['1 year ago', '/history?from=2025-11-22&to=2025-11-22'],
      ['Blink', '/track/11?range=all'],
      ['5 years ago', '/history?from=2021-11-22&to=2021-11-22'],
      ['Blink', '/track/11?range=all'],
    ]);
  });

  it('has the latest years where there are many, and no card where there is none', () => {
    render(<OnThisDayCard onThisDay={onThisDay()} most={1} format={format} />);
    expect(screen.getAllByRole('link', { name: /ago$/ })).toHaveLength(1);
    expect(renderToStaticMarkup(<OnThisDayCard onThisDay={onThisDay([])} most={1} format={format} />)).toBe(
      '',
    );
  });
});

describe('forgotten favourites', () => {
  it('say when they were last played, and lead to the plays that they count', () => {
    const entry = { ...rankedEntry(), lastPlayedAt: '2024-03-31T22:30:00Z' };
    render(
      <ForgottenCard forgotten={{ kind: 'artist', since: '2026-05-23', entries: [entry] }} format={format} />,
    );
    expect(linksShown()).toEqual([
      ['Hiroshi Yoshimura', '/artist/7?range=all'],
      ['214 plays of Hiroshi Yoshimura', '/history?kind=artist&id=7'],
    ]);
    // Half past midnight in Berlin, where it is April already.
    expect(screen.getByRole('listitem').textContent).toContain('last in April 2024');
  });
});

describe('the listening clock', () => {
  it('has a wedge for each hour with plays, which leads to them, and a table for the keyboard', () => {
    const { container } = render(
      <ClockCard activity={activity()} tableLink={{ href: '?', isOpen: true }} format={format} />,
    );
    const wedges = [...container.querySelectorAll('svg a')].map((link) => [
      link.querySelector('title')?.textContent,
      link.getAttribute('href'),
    ]);
    expect(wedges).toEqual([
      ['08:00: 4 plays', '/history?hour=8&from=2025-11-23&to=2026-11-22'],
      ['21:00: 40 plays', '/history?hour=21&from=2025-11-23&to=2026-11-22'],
    ]);
    expect(screen.getAllByRole('row')).toHaveLength(25);
    expect(screen.getByRole('figure').getAttribute('aria-label')).toContain(
      'Most between 21:00 and 22:00, 91% of your plays',
    );
  });
});

describe('milestones', () => {
  it('lead to the very play, and say which it was', () => {
    const track = { id: 11, name: 'Blink', artists: ['Hiroshi Yoshimura'], imageUrl: null };
    const milestone = (of: 'plays' | 'hours' | 'track', number: number) => ({
      ...{ of, number, track },
      playedAt: '2026-11-22T12:32:10.123Z',
    });
    const milestones = [milestone('plays', 10_000), milestone('hours', 1_000), milestone('track', 100)];
    render(<MilestonesCard milestones={milestones} format={format} />);
    const href = '/history?kind=release&id=11&at=2026-11-22T12%3A32%3A10.123Z';
    expect(linksShown()).toEqual([
      ['Your 10,000th play', href],
      ['1,000 hours', href],
      ['100th play of Blink', href],
    ]);
  });
});
