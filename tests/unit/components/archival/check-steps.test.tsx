import { act, cleanup, render } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { checkSteps } from '@/components/archival/check-steps';
import { ConnectionCheckView } from '@/components/archival/connection-check-view';
import type { ConnectionCheck } from '@/lib/shared/analytics/dashboard';
import { createReaderFormat } from '@/lib/shared/format';
import { MINUTE, SECOND } from '@/lib/shared/time';
import { countingRouter } from '../test-router';

afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

const format = createReaderFormat({ locale: 'en-GB', timeZone: 'Asia/Kathmandu' });
const now = new Date('2026-11-22T12:10:00Z');

const check = (changes: Partial<ConnectionCheck> = {}): ConnectionCheck => ({
  connection: { state: 'connected', expiresAt: '2027-04-01T00:00:00Z', daysLeft: 130 },
  authorizedAt: '2026-10-01T00:00:00Z',
  allowsNowPlaying: true,
  since: '2026-10-01T00:00:00Z',
  archive: archive({}),
  totals: null,
  countedPlays: 1204,
  hasLeftOut: false,
  ...changes,
});

const archive = (changes: Partial<ConnectionCheck['archive']>): ConnectionCheck['archive'] => ({
  lastPolledAt: '2026-11-22T12:00:00Z',
  failedSyncs: 0,
  nextSync: { at: '2026-11-22T13:00:00Z', waitsFor: 'schedule' },
  everyMinutes: 60,
  ...changes,
});

const steps = (changes?: Partial<ConnectionCheck>) =>
  checkSteps({ ...check(changes), name: 'Ada' }, now, format);
const view = (changes?: Partial<ConnectionCheck>) =>
  render(<ConnectionCheckView check={check(changes)} name="Ada" now={now} format={format} />, {
    wrapper: countingRouter().Router,
  });
/** Each step as the page shows it. */
const texts = (changes?: Partial<ConnectionCheck>) => {
  const { container, unmount } = view(changes);
  const titles = [...container.querySelectorAll('ol p:first-child')].map(({ textContent }) => textContent);
  unmount();
  return steps(changes).map(({ state }, place) => `${state}: ${titles[place]?.replace(/^[^:]*: /, '')}`);
};
const heading = (changes?: Partial<ConnectionCheck>) => {
  const { container, unmount } = view(changes);
  const text = container.querySelector('h1')?.textContent;
  unmount();
  return text;
};

describe('the connection check', () => {
  it('offers a sync at once, unless Spotify has to be reconnected first or asked us to wait', () => {
    const offers = (changes?: Partial<ConnectionCheck>) => {
      const { queryByRole, unmount } = view(changes);
      const isThere = queryByRole('button', { name: 'Sync now' }) !== null;
      unmount();
      return isThere;
    };
    const broken = { state: 'needs_reconnect', since: null } as const;
    const paused = { at: '2026-11-22T13:00:00Z', until: '2026-11-22T12:50:00Z', waitsFor: 'errors' } as const;
    expect(offers()).toBe(true);
    expect(offers({ archive: archive({ nextSync: paused, failedSyncs: 6 }) })).toBe(true);
    const never = { at: null, waitsFor: 'reconnect' } as const;
    expect(offers({ connection: broken, archive: archive({ nextSync: never }) })).toBe(false);
    expect(offers({ archive: archive({ nextSync: { ...paused, waitsFor: 'spotify' } }) })).toBe(false);
  });

  it('says beside the button what it does, and not the schedule again', () => {
    const note = (changes?: Partial<ConnectionCheck>) => {
      const { container, unmount } = view(changes);
      const text = container.querySelector('#sync-now')?.textContent;
      unmount();
      return text;
    };
    const paused = archive({ nextSync: { at: '2026-11-22T13:00:00Z', waitsFor: 'errors' } });
    for (const changes of [{}, { archive: paused }]) {
      expect(note(changes)).toContain('Syncs right away.');
      expect(note(changes)).not.toContain('every hour');
    }
  });

  it('goes the way of a play, and each step that works says so', () => {
    expect(texts()).toEqual([
      'good: You are signed in',
      'good: Spotify is connected',
      'good: Spotify responds',
      'good: Last sync 10 minutes ago',
      'good: Next sync 18:45',
    ]);
    expect(steps()[0]?.text).toEqual([
      'As ',
      { name: 'Ada' },
      expect.stringContaining('. Your days begin at midnight in Asia/Kat'),
    ]);
    expect(steps()[3]?.text).toContain('1,204 plays so far');
    expect(steps()[4]?.text).toBe('The archive syncs every hour, whether or not this page is open.');
    expect(steps({ countedPlays: 0, hasLeftOut: true })[3]?.text).toContain(
      'All plays so far are left out of statistics',
    );
  });

  it('asks for attention while the connection nears its end', () => {
    const connection = { state: 'expiring', expiresAt: '2026-11-29T00:00:00Z', daysLeft: 7 } as const;
    expect(texts({ connection })[1]).toBe('todo: Spotify is connected');
    expect(steps({ connection })[1]?.text).toContain('29\u00a0Nov\u00a02026, 7 more days');
  });

  it('says that a broken connection is broken, leaves since when to the banner, and plans no sync', () => {
    const connection = { state: 'needs_reconnect', since: '2026-11-20T00:15:00Z' } as const;
    const unplanned = archive({ nextSync: { at: null, waitsFor: 'reconnect' } });
    expect(texts({ connection, archive: unplanned })).toEqual([
      'good: You are signed in',
      'bad: Spotify is not connected',
      'waiting: Last sync 10 minutes ago',
      'waiting: No sync planned',
    ]);
    expect(steps({ connection })[1]?.text).toBe('Reconnect to start syncing again.');
  });

  it('distinguishes a rate-limit pause, an open breaker and a single failure', () => {
    const until = '2026-11-22T15:13:00Z';
    const paused = archive({ nextSync: { at: until, waitsFor: 'spotify', until } });
    expect(texts({ archive: paused }).slice(2)).toEqual([
      'waiting: Spotify asked us to slow down until 20:58',
      'waiting: Last sync 10 minutes ago',
      'waiting: Next sync 20:58',
    ]);
    const nextSync = { at: '2026-11-23T16:00:00Z', waitsFor: 'errors' } as const;
    const tired = { archive: archive({ nextSync, failedSyncs: 5 }) };
    expect(texts(tired)[2]).toBe(
      'todo: Sync is paused after repeated errors until 23\u00a0Nov\u00a02026, 21:45',
    );
    expect(texts(tired)[3]).toBe('waiting: Last success 10 minutes ago');
    expect(texts(tired)[4]).toBe('waiting: Next sync 23\u00a0Nov\u00a02026, 21:45');
    expect(steps(tired)[2]?.text).toContain('5 syncs in a row failed.');
    expect(steps(tired)[4]?.text).toBe(
      'After that, syncing continues every hour, whether or not this page is open.',
    );
    const once = { archive: archive({ failedSyncs: 1 }) };
    expect(texts(once)[2]).toBe('waiting: The last sync failed');
    expect(steps(once)[2]?.text).toBe('The next one tries again by itself.');
    expect(steps({ archive: archive({ failedSyncs: 2 }) })[2]?.text).toContain('2 syncs in a row failed.');
  });

  it('counts only what the listener can do, and else says what passes by itself', () => {
    const until = '2026-11-22T15:13:00Z';
    const paused = archive({ nextSync: { at: until, waitsFor: 'spotify', until } });
    const connection = { state: 'expiring', expiresAt: '2026-11-29T00:00:00Z', daysLeft: 7 } as const;
    const broken = { state: 'needs_reconnect', since: null } as const;
    expect(heading()).toBe('Everything works');
    expect(heading({ archive: paused })).toBe('Sync is paused until 20:58');
    expect(heading({ archive: paused, connection })).toBe('One thing needs attention');
    expect(heading({ connection: broken })).toBe('One thing needs attention');
  });

  it('waits for the first sync, and says when the last one is overdue', () => {
    expect(texts({ archive: archive({ lastPolledAt: null }) })[3]).toBe('waiting: No sync yet');
    expect(steps({ archive: archive({ lastPolledAt: null }) })[3]?.text).toContain('within a minute');
    const until = '2026-11-22T15:13:00Z';
    const paused = archive({ lastPolledAt: null, nextSync: { at: until, waitsFor: 'spotify', until } });
    expect(steps({ archive: paused })[3]?.text).not.toContain('within a minute');
    const old = archive({ lastPolledAt: '2026-11-22T10:05:00Z' });
    expect(texts({ archive: old })[3]).toBe('waiting: Last sync 2 hours ago');
  });

  it('ages while the page is open', () => {
    vi.useFakeTimers({ now });
    const old = archive({ lastPolledAt: '2026-11-22T10:05:00Z' });
    const { container } = view({ archive: old });
    const later = (minutes: number) =>
      act(() => {
        vi.setSystemTime(now.getTime() + minutes * MINUTE);
        vi.advanceTimersByTime(15 * SECOND);
      });
    const shown = () => [
      container.querySelector('h1')?.textContent,
      container.querySelector('ol')?.textContent,
    ];
    expect(shown()).toEqual(['Last sync 2 hours ago', expect.stringContaining('Last sync 2 hours ago')]);
    expect(shown()[1]).toContain('Next sync 18:45');
    later(60);
    expect(shown()).toEqual(['Last sync 3 hours ago', expect.stringContaining('Last sync 3 hours ago')]);
    expect(shown()[1]).toContain('Next sync 19:45');
  });
});
