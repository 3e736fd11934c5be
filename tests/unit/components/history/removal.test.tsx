import { cleanup, render, screen, within } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { historyByDay } from '@/components/history/history-days';
import { HistoryList } from '@/components/history/history-list';
import { RemovalView } from '@/components/history/removal-view';
import { RemovedPlays } from '@/components/history/removed-plays';
import { createReaderFormat } from '@/lib/shared/format';
import { historyPlay } from '../../../support/statistics-fixture';

const format = createReaderFormat({ locale: 'en-GB', timeZone: 'Europe/Berlin' });
const now = new Date('2026-11-22T13:20:00Z');
const at = '2026-11-22T12:00:00.000Z';

afterEach(cleanup);

function listOf(plays: Parameters<typeof historyByDay>[0]) {
  return render(<HistoryList days={historyByDay(plays, [], format)} made={at} timeZone={format.timeZone} />)
    .container;
}

describe('a play of the history', () => {
  it('leads to its removal, and names what reported it', () => {
    listOf([historyPlay(at, { sources: ['poll', 'extended_history'] })]);
    const link = screen.getByRole('link', {
      name: 'Remove or leave out Blink, 22\u00a0Nov\u00a02026, 13:00',
    });
    expect(link.getAttribute('href')).toBe(`/history/remove?playedAt=${encodeURIComponent(at)}&trackId=11`);
    expect(screen.getByText(/Spotify \+ import/)).toBeDefined();
  });

  it('says that it is too short to count, and leads to no page of a track that may have none', () => {
    listOf([historyPlay(at, { isCounted: false, sources: ['extended_history'] })]);
    expect(screen.getByText(/too short/)).toBeDefined();
    expect(screen.queryByRole('link', { name: 'Blink' })).toBeNull();
  });

  it('without a name is an unknown track with a link by its id', () => {
    listOf([historyPlay(at, { name: 'Unknown track', spotifyId: '0000000000000000000005' })]);
    const link = screen.getByRole('link', { name: 'Unknown track' });
    expect(link.getAttribute('href')).toBe('https://open.spotify.com/track/0000000000000000000005');
  });

  it('keeps a page of fifty light', () => {
    const plays = Array.from({ length: 50 }, (_, i) =>
      historyPlay(new Date(now.getTime() - i * 60_000).toISOString()),
    );
    expect(listOf(plays).querySelectorAll('*').length).toBeLessThanOrEqual(800);
  });
});

describe('removing', () => {
  it('names what is removed, and sends it as a form without scripts', () => {
    const span = { from: at, to: at };
    const play = { what: 'play', playedAt: new Date(at), trackId: 11 } as const;
    const artist = { what: 'artist', artistId: 7 } as const;
    render(
      <RemovalView
        format={format}
        offered={[
          { label: ['“', { name: 'Blink' }, '” by ', { name: 'Ada' }], plays: 1, ...span, choice: play },
          { label: ['All plays of ', { name: 'Ada' }], plays: 214, ...span, choice: artist },
        ]}
      />,
    );
    const form = within(screen.getByRole('region', { name: 'All plays of Ada' })).getByRole('button', {
      name: 'Remove 214 plays',
    }).parentElement;
    expect(form).toBeInstanceOf(HTMLFormElement);
    expect(form instanceof HTMLFormElement && Object.fromEntries(new FormData(form).entries())).toEqual({
      what: 'artist',
      artistId: '7',
    });
  });

  it('is undone by a form, until it no longer can be', () => {
    const removal = { id: 3, label: 'A session of 12 plays', plays: 12, from: at, to: at, removedAt: at };
    const shown = (undoUntil: string | null, cursor: string | null = null) => (
      <RemovedPlays
        format={format}
        list={{ removals: [{ ...removal, undoUntil }], nextCursor: null }}
        cursor={cursor}
        isWrong={false}
      />
    );
    const { rerender } = render(shown('2026-12-22T12:00:00Z'));
    const button = screen.getByRole('button', { name: /^Undo, until .*: A session of 12 plays$/ });
    expect(button.parentElement?.getAttribute('action')).toBe('/api/removals/3/undo');
    rerender(shown('2026-12-22T12:00:00Z', 'MS4y'));
    expect(button.parentElement?.getAttribute('action')).toBe('/api/removals/3/undo?cursor=MS4y');
    rerender(shown(null));
    expect(screen.queryByRole('button')).toBeNull();
    expect(screen.getByText('A session of 12 plays')).toBeDefined();
  });
});
