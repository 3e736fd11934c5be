import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { RecentPlays } from '@/components/history/recent-plays';
import { createReaderFormat } from '@/lib/shared/format';

afterEach(cleanup);

const now = new Date('2026-11-22T13:20:00Z');
const format = createReaderFormat({ locale: 'en-GB', timeZone: 'Europe/Berlin' });

const play = {
  playedAt: '2026-11-22T12:32:10.123Z',
  trackId: 1,
  spotifyId: 'abc',
  name: 'Blink',
  artists: ['Hiroshi Yoshimura'],
  albumName: 'Music for Nine Postcards',
  imageUrl: null,
  listenedMs: 1,
  isEstimate: true,
  isLeftOut: false,
};

describe('recent plays', () => {
  it('carry the exact instant and show the listener’s time', () => {
    const { container } = render(<RecentPlays plays={[play]} now={now} format={format} />);
    const time = container.querySelector('time');
    expect([time?.getAttribute('datetime'), time?.textContent]).toEqual([play.playedAt, '13:32']);
    expect(screen.getByRole('heading').textContent).toBe('Today');
    expect(screen.queryByText('left out')).toBeNull();
  });

  it('keep each name apart, so that one written from right to left does not turn the line', () => {
    const artists = ['مطر', 'Tender Furnace'];
    render(<RecentPlays plays={[{ ...play, artists, albumName: 'انتظرني' }]} now={now} format={format} />);
    const line = screen.getByTitle('مطر, Tender Furnace · انتظرني');
    expect(line.textContent).toBe(line.title);
    expect([...line.children].map(({ textContent }) => textContent)).toEqual([...artists, 'انتظرني']);
  });

  it('mark one that is left out of statistics, and lead to what leaves it out', () => {
    render(<RecentPlays plays={[{ ...play, isLeftOut: true }]} now={now} format={format} />);
    const mark = screen.getByRole('link', {
      name: 'Left out of statistics: Blink, 22\u00a0Nov\u00a02026, 13:32',
    });
    expect(mark.textContent).toBe('left out');
    expect(mark.getAttribute('href')).toContain('/history/leave-out?playedAt=2026-11-22T12%3A32%3A10.123Z');
  });
});
