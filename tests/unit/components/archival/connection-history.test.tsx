import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { ConnectionHistory } from '@/components/archival/connection-history';
import { RejectedItemsCard } from '@/components/archival/rejected-items-card';
import type { ConnectionEvent } from '@/lib/shared/archival/breaker-events-schema';
import { REJECTED_REASONS } from '@/lib/shared/archival/rejected-items';
import { createReaderFormat } from '@/lib/shared/format';

afterEach(cleanup);
const format = createReaderFormat({ locale: 'en-GB', timeZone: 'UTC' });

describe('the history of the connection', () => {
  const event = (change: Partial<ConnectionEvent>): ConnectionEvent => ({
    at: '2026-11-22T13:13:00Z',
    from: 'healthy',
    to: 'degraded',
    failureType: 'NETWORK',
    reason: 'unavailable',
    openUntil: null,
    ...change,
  });

  it.each<[Partial<ConnectionEvent>, string]>([
    [{}, 'A sync failed: Spotify did not respond.'],
    [
      { from: 'degraded', to: 'open', openUntil: '2026-11-22T15:13:00Z' },
      'Sync paused after repeated errors: Spotify did not respond.',
    ],
    [{ from: 'half_open', to: 'healthy', reason: 'poll_succeeded' }, 'Sync works again.'],
    [{ from: 'open', to: 'healthy', reason: 'signed_in' }, 'You signed in again: sync resumed.'],
    [{ from: 'disconnected', to: 'healthy', reason: 'signed_in' }, 'You reconnected Spotify.'],
    [{ to: 'disconnected', reason: 'invalid_grant' }, 'Spotify ended our access.'],
    [{ to: 'disconnected', reason: 'by_listener' }, 'You disconnected Spotify.'],
    [
      { to: 'disconnected', reason: 'consent_expired' },
      'The connection ended six months after you agreed to it.',
    ],
  ])('says in plain words what happened, and when: %j', (change, words) => {
    render(<ConnectionHistory events={[event(change)]} format={format} />);
    expect(screen.getByRole('listitem').textContent).toBe(`22\u00a0Nov\u00a02026, 13:13 ${words}`);
  });

  it('says that nothing failed: a pause by Spotify is no event of this connection', () => {
    render(<ConnectionHistory events={[]} format={format} />);
    expect(screen.getByText('No failed syncs on record.')).toBeTruthy();
  });
});

describe('the items that could not be read', () => {
  it('are counted by reason, in plain words, with the whole of them to download', () => {
    const counts = REJECTED_REASONS.map((reason, i) => ({
      reason,
      items: 1_000 + i,
      lastSeenAt: '2026-11-22T13:13:00Z',
    }));
    render(<RejectedItemsCard counts={counts} format={format} />);
    const rows = screen
      .getAllByRole('row')
      .slice(1)
      .map((row) => row.textContent ?? '');
    expect(rows).toHaveLength(REJECTED_REASONS.length);
    expect(rows[2]).toBe('A podcast episode or an audiobook chapter, not music1,00222\u00a0Nov\u00a02026');
    expect(rows.join()).not.toMatch(/_|undefined/);
    const all = counts.reduce((sum, { items }) => sum + items, 0);
    expect(screen.getByText(`${all.toLocaleString('en-GB')} items`)).toBeTruthy();
    expect(screen.getByRole('link').getAttribute('href')).toBe('/api/rejected-items');
  });

  it('are none as long as Spotify lists plays only', () => {
    render(<RejectedItemsCard counts={[]} format={format} />);
    expect(screen.getByText(/^None/)).toBeTruthy();
    expect(screen.queryByRole('link')).toBeNull();
  });
});
