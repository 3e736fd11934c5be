import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { AppRouterContext } from 'next/dist/shared/lib/app-router-context.shared-runtime';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { LastSync } from '@/components/archival/last-sync';
import type { LiveIo } from '@/components/archival/live-events';
import { LiveNextSync } from '@/components/archival/live-next-sync';
import { LivePlays } from '@/components/archival/live-plays';
import { setLiveNews } from '@/components/archival/live-store';
import { NewPlays } from '@/components/archival/new-plays';

afterEach(() => {
  cleanup();
  setLiveNews(null);
  vi.useRealTimers();
});

const MADE = '2026-11-22T14:00:00.000Z';
const LATER = { newestPlayAt: '2026-11-22T14:05:00.000Z' };

/** A page that the test shows and hides, and a server that says what the test wants. */
function openPage() {
  const open: { url: string; hear: (data: string) => void }[] = [];
  let isVisible = true;
  let changed = () => {};
  let watching = 0;
  const io: LiveIo = {
    listen: (url, hear) => {
      const stream = { url, hear };
      open.push(stream);
      return () => void open.splice(open.indexOf(stream), 1);
    },
    isVisible: () => isVisible,
    onVisibility: (callback) => {
      changed = callback;
      watching += 1;
      return () => {
        watching -= 1;
      };
    },
  };
  const become = (visible: boolean) => {
    isVisible = visible;
    act(() => changed());
  };
  const tell = (plays: number, { newer = 0, since = MADE, newestPlayAt = MADE, lastPolledAt = MADE } = {}) =>
    act(() => {
      const news = { plays, newestPlayAt, lastPolledAt, since, newer };
      for (const { hear } of open) hear(JSON.stringify(news));
    });
  return {
    io,
    tell,
    become,
    connections: () => open.length,
    urls: () => open.map(({ url }) => url),
    watching: () => watching,
  };
}

const router = { refresh: vi.fn() };

function show(page: ReturnType<typeof openPage>) {
  const ui = (plays: number, newestPlayAt = MADE) => (
    <AppRouterContext value={router as never}>
      <NewPlays locale="en-GB" />
      <LivePlays shown={{ plays, newestPlayAt, lastPolledAt: MADE }} io={page.io} />
    </AppRouterContext>
  );
  const { rerender, container, unmount } = render(ui(100));
  return {
    spoken: () => container.textContent,
    again: (plays: number) => rerender(ui(plays, LATER.newestPlayAt)),
    unmount,
  };
}

describe('an open dashboard', () => {
  it('says quietly that plays came in, and shows them only when asked', () => {
    const page = openPage();
    const { spoken, again } = show(page);
    page.tell(100);
    expect(spoken()).toBe('');
    page.tell(101, { ...LATER, newer: 1 });
    expect(spoken()).toBe('1 new play · Show');
    page.tell(103, { ...LATER, newer: 3 });
    expect(spoken()).toBe('3 new plays · Show');
    expect(screen.getByRole('button').closest('[aria-live=polite]')).not.toBeNull();
    expect(router.refresh).not.toHaveBeenCalled();
    fireEvent.click(screen.getByRole('button', { name: 'Show' }));
    expect(router.refresh).toHaveBeenCalledOnce();
    again(103);
    expect(spoken()).toBe('');
    expect(page.urls()).toEqual([`/api/archive/events?since=${encodeURIComponent(LATER.newestPlayAt)}`]);
    page.tell(103, { ...LATER, since: LATER.newestPlayAt });
    expect(spoken()).toBe('');
  });

  it('has one connection, none while it is hidden, and none once it is left', () => {
    const page = openPage();
    const { unmount } = show(page);
    expect(page.connections()).toBe(1);
    page.become(false);
    expect(page.connections()).toBe(0);
    page.become(true);
    page.become(true);
    expect(page.connections()).toBe(1);
    unmount();
    expect([page.connections(), page.watching()]).toEqual([0, 0]);
  });

  it('calls no play new that counts again, and says so when fewer count', () => {
    const page = openPage();
    const { spoken } = show(page);
    page.tell(600);
    expect(spoken()).toBe('Your figures have changed · Show');
    page.tell(90);
    expect(spoken()).toBe('Your figures have changed · Show');
  });

  it('counts new plays alone when a removal was undone before they came in', () => {
    const page = openPage();
    const { spoken } = show(page);
    page.tell(600);
    page.tell(603, { ...LATER, newer: 3 });
    expect(spoken()).toBe('3 new plays · Show');
    // As many were removed.
    page.tell(100, { ...LATER, newer: 3 });
    expect(spoken()).toBe('3 new plays · Show');
  });

  it('says nothing of a new play that does not count', () => {
    const page = openPage();
    const { spoken } = show(page);
    page.tell(100, LATER);
    expect(spoken()).toBe('');
  });
});

describe('times on an open page', () => {
  const made = '2026-11-22T14:20:00.000Z';
  const later = (minutes: number) =>
    act(() => {
      vi.setSystemTime(new Date(Date.parse(made) + minutes * 60_000));
      vi.advanceTimersByTime(15_000);
    });

  it('age, and follow the syncs that it hears of', () => {
    vi.useFakeTimers({ now: new Date(made) });
    const page = openPage();
    show(page);
    const { container } = render(<LastSync at="2026-11-22T14:18:00.000Z" made={made} locale="en-GB" />);
    expect(container.textContent).toBe('2 minutes ago');
    later(3);
    expect(container.textContent).toBe('5 minutes ago');
    page.tell(100, { lastPolledAt: '2026-11-22T14:22:00.000Z' });
    expect(container.textContent).toBe('1 minute ago');
    // Between two steps of the page's own clock.
    page.tell(100, { lastPolledAt: '2026-11-22T14:23:20.000Z' });
    expect(container.textContent).toBe('just now');
  });

  it.each([
    [false, '20:45', '21:45'],
    [true, 'by 20:45', 'by 21:45'],
  ])(
    'name the sync after the next one, once that is past; some time before: %s',
    (isSpread, label, after) => {
      vi.useFakeTimers({ now: new Date(made) });
      const reader = { locale: 'en-GB', timeZone: 'Asia/Kathmandu' };
      const at = '2026-11-22T15:00:00.000Z';
      const { container } = render(
        <LiveNextSync {...{ label, isSpread, at, made, reader }} everyMinutes={60} />,
      );
      later(39);
      expect(container.textContent).toBe(label);
      later(41);
      expect(container.textContent).toBe(after);
    },
  );
});
