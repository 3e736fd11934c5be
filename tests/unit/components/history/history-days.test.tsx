import { act, cleanup, render, screen } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { historyByDay } from '@/components/history/history-days';
import { HistoryList } from '@/components/history/history-list';
import { createReaderFormat } from '@/lib/shared/format';
import { DAY } from '@/lib/shared/time';
import { historyPlay } from '../../../support/statistics-fixture';

const now = new Date('2026-11-22T13:20:00Z');
const format = createReaderFormat({ locale: 'en-GB', timeZone: 'Europe/Berlin' });
const shown = { made: now.toISOString(), timeZone: 'Europe/Berlin' };
const gap = { from: '2026-11-20T10:00:00Z', to: '2026-11-20T15:00:00Z', missedAtMost: 14 };

afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

describe('history by day', () => {
  const PLAYED = ['2026-11-21T23:30:00Z', '2026-11-21T22:30:00Z', '2026-11-19T10:00:00Z'];
  const playedDays = () =>
    historyByDay(
      PLAYED.map((at) => historyPlay(at)),
      [],
      format,
    );

  it('begins days at the listener’s midnight', () => {
    expect(playedDays().map((d) => [d.day, d.date.replace(',', '')])).toEqual([
      ['2026-11-22', 'Sunday 22 November 2026'],
      ['2026-11-21', 'Saturday 21 November 2026'],
      ['2026-11-19', 'Thursday 19 November 2026'],
    ]);
  });

  it('names the latest two days, and at the listener’s midnight the next ones, while the page is open', () => {
    // A quarter of a minute before midnight in Berlin.
    const made = '2026-11-22T22:59:45.000Z';
    vi.useFakeTimers({ now: new Date(made) });
    render(<HistoryList days={playedDays()} made={made} timeZone="Europe/Berlin" />);
    const headings = () => screen.getAllByRole('heading').map((h) => h.textContent?.replace(',', ''));
    expect(headings()).toEqual(['Today', 'Yesterday', 'Thursday 19 November 2026']);
    act(() => void vi.advanceTimersByTime(30_000));
    expect(headings()).toEqual(['Yesterday', 'Saturday 21 November 2026', 'Thursday 19 November 2026']);
    act(() => void vi.advanceTimersByTime(DAY));
    expect(headings()).toEqual([
      'Sunday 22 November 2026',
      'Saturday 21 November 2026',
      'Thursday 19 November 2026',
    ]);
  });

  it('puts a gap between the plays that it lies between', () => {
    const plays = [
      '2026-11-20T16:00:00Z',
      '2026-11-20T15:00:00Z',
      '2026-11-20T10:00:00Z',
      '2026-11-20T09:00:00Z',
    ];
    const [day] = historyByDay(
      plays.map((at) => historyPlay(at)),
      [gap],
      format,
    );
    expect(day?.rows.map((row) => (row.kind === 'gap' ? 'gap' : row.play.playedAt.slice(11, 13)))).toEqual([
      '16',
      '15',
      'gap',
      '10',
      '09',
    ]);
  });

  it('keeps a gap that lies behind the last play', () => {
    const days = historyByDay([historyPlay('2026-11-20T15:00:00Z')], [gap], format);
    expect(days[0]?.rows.map((row) => row.kind)).toEqual(['play', 'gap']);
  });

  it('draws a gap hatched, with a label and an upper bound', () => {
    const days = historyByDay([historyPlay('2026-11-20T15:00:00Z')], [gap], format);
    const { container } = render(<HistoryList days={days} {...shown} />);
    expect(container.querySelector('.hatched')?.textContent).toContain('Up to 14 plays may be missing');
  });

  it('links a play to its track, its artists and its album', () => {
    render(<HistoryList days={historyByDay([historyPlay('2026-11-20T15:00:00Z')], [], format)} {...shown} />);
    expect(screen.getAllByRole('link').map((link) => link.getAttribute('href'))).toEqual([
      '/track/11',
      '/artist/7',
      '/artist/8',
      '/album/5',
      '/history/remove?playedAt=2026-11-20T15%3A00%3A00Z&trackId=11',
    ]);
  });
});
