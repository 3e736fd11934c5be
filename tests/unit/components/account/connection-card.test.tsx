import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { ConnectionCard, DeleteAccountCard } from '@/components/account/account-cards';
import type { Account } from '@/lib/shared/account/account-schema';
import type { NextSync } from '@/lib/shared/archival/next-sync';
import { createReaderFormat } from '@/lib/shared/format';
import { countingRouter } from '../test-router';

afterEach(cleanup);

const format = createReaderFormat({ locale: 'en-GB', timeZone: 'UTC' });

const now = new Date('2026-11-22T13:20:00Z');
const onTime: NextSync = { at: '2026-11-22T14:00:00Z', waitsFor: 'schedule' };

function show(values: Partial<Account>, nextSync: NextSync = onTime) {
  const account: Account = {
    profile: { name: 'Ida', spotifyId: 'ida', email: null, image: null, since: '2026-01-01T00:00:00Z' },
    connection: { state: 'connected', expiresAt: '2027-04-13T00:00:00Z', daysLeft: 142 },
    allowsNowPlaying: false,
    connectionHistory: [],
    rejectedItems: [],
    sessions: [],
    authorizedAt: '2026-10-13T00:00:00Z',
    settings: { timeZone: 'UTC', locale: null, theme: 'system', countsFromMs: 30_000 },
    ...values,
  };
  const archive = { lastPolledAt: '2026-11-22T13:00:00Z', failedSyncs: 0, nextSync, everyMinutes: 60 };
  render(<ConnectionCard account={account} archive={archive} now={now} format={format} />, {
    wrapper: countingRouter().Router,
  });
}
const allow = () => screen.queryByRole('button', { name: 'Reconnect to allow it' });

describe('the connection of a listener who signed in before the dashboard could show what plays now', () => {
  it('can be renewed to allow it, here and nowhere else', () => {
    show({});
    expect(allow()?.closest('form')?.getAttribute('action')).toBe('/api/auth/signin/spotify');
  });

  it('offers nothing where it is allowed already, and where the banner offers to reconnect', () => {
    show({ allowsNowPlaying: true });
    expect(allow()).toBeNull();
    cleanup();
    show({ connection: { state: 'needs_reconnect', since: null } });
    expect(allow()).toBeNull();
  });
});

const at = '2026-11-22T16:00:00Z';

it.each<[NextSync, string]>([
  [
    { at, waitsFor: 'spotify', until: '2026-11-22T15:13:00Z' },
    'Spotify asked us to slow down until 15:13. Next sync 16:00.',
  ],
  [{ at, waitsFor: 'spotify', until: at }, 'Spotify asked us to slow down until 16:00.Connected'],
  [{ at, waitsFor: 'errors' }, 'Sync is paused after repeated errors until 16:00.'],
])('tells the connection check’s story of a pause: %j', (nextSync, story) => {
  const card = () => screen.getByRole('region', { name: 'Spotify connection' }).textContent;
  show({});
  expect(card()).not.toContain('Next sync');
  cleanup();
  show({}, nextSync);
  expect(card()).toContain(story);
});

it.each([
  { state: 'expiring', expiresAt: '2027-04-13T00:00:00Z', daysLeft: 18 },
  { state: 'needs_reconnect', since: '2026-11-20T00:15:00Z' },
  { state: 'needs_reconnect', since: null, byListener: true },
] as const)('leaves reconnecting to the banner above it: %j', (connection) => {
  show({ connection });
  expect(screen.queryByRole('button', { name: /renew|reconnect/i })).toBeNull();
});

it('offers to disconnect instead of deleting only where Spotify is connected', () => {
  const offers = (isConnected: boolean) => {
    render(<DeleteAccountCard isConnected={isConnected} />, { wrapper: countingRouter().Router });
    const text = screen.getByRole('region', { name: 'Delete account' }).textContent;
    cleanup();
    return text?.includes('disconnect Spotify instead');
  };
  expect([true, false].map(offers)).toEqual([true, false]);
});
