import { cleanup, configure, fireEvent, render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderToString } from 'react-dom/server';
import { afterEach, describe, expect, it } from 'vitest';
import { DeleteAccountForm } from '@/components/account/delete-account-form';
import { DisplaySettings } from '@/components/account/display-settings';
import { SessionList } from '@/components/account/session-list';
import { ActionButton } from '@/components/ui/action-button';
import type { AccountSession } from '@/lib/shared/account/account-schema';
import { createReaderFormat } from '@/lib/shared/format';
import { countingRouter, serverAnswering } from '../test-router';

configure({ asyncUtilTimeout: 10_000 });
afterEach(() => {
  cleanup();
  delete document.documentElement.dataset.theme;
});

const done = () => new Response(null, { status: 204 });
const refused = (status: number) => Response.json({ detail: 'secret inner words' }, { status });
const message = (text: RegExp | string) => screen.findByText(text);

describe('the display settings', () => {
  const locales = [
    { tag: 'de-DE', name: 'German (Germany)' },
    { tag: 'en-GB', name: 'English (United Kingdom)' },
  ];
  const show = (fetch: ReturnType<typeof serverAnswering>['fetch']) => {
    const { Router, refreshed } = countingRouter();
    render(
      <Router>
        <DisplaySettings
          settings={{ theme: 'system', locale: null }}
          locales={locales}
          fetch={fetch}
          sample="12,345.6 · 22 Nov 2026"
        />
      </Router>,
    );
    return { refreshed };
  };

  it('shows the colours at once, saves them on the server, and refreshes the page', async () => {
    const { fetch, asked } = serverAnswering(done());
    const { refreshed } = show(fetch);
    await userEvent.click(screen.getByRole('radio', { name: 'Dark' }));
    expect(document.documentElement.dataset.theme).toBe('dark');
    await message('Saved.');
    expect(asked).toEqual([{ request: 'PATCH /api/user', body: { theme: 'dark' } }]);
    expect(refreshed()).toBe(1);
  });

  it('takes a choice back that the server refused, and says why', async () => {
    const { fetch } = serverAnswering(refused(503));
    show(fetch);
    await userEvent.click(screen.getByRole('radio', { name: 'Light' }));
    await message(/Nothing was changed/);
    expect(screen.getByRole('radio', { name: 'Same as this device' })).toHaveProperty('checked', true);
    expect(document.documentElement.dataset.theme).toBeUndefined();
  });

  it('saves what was chosen before the scripts were there', async () => {
    const { fetch, asked } = serverAnswering(done());
    const settings = { theme: 'system', locale: null } as const;
    const { Router } = countingRouter();
    const page = (
      <Router>
        <DisplaySettings settings={settings} locales={locales} fetch={fetch} sample="12,345.6" />
      </Router>
    );
    const container = document.body.appendChild(document.createElement('div'));
    container.innerHTML = renderToString(page);
    screen.getByRole<HTMLInputElement>('radio', { name: 'Dark' }).checked = true;
    screen.getByLabelText<HTMLSelectElement>('Numbers and dates').value = 'de-DE';
    render(page, { container, hydrate: true });
    await message('Saved.');
    expect(asked).toEqual([{ request: 'PATCH /api/user', body: { theme: 'dark', locale: 'de-DE' } }]);
    expect(document.documentElement.dataset.theme).toBe('dark');
    expect(screen.getByRole('radio', { name: 'Dark' })).toHaveProperty('checked', true);
    expect(screen.getByLabelText('Numbers and dates')).toHaveProperty('value', 'de-DE');
  });

  it('stays on the page when a browser submits its form, as some do on Enter', () => {
    show(serverAnswering().fetch);
    const form = screen.getByRole<HTMLInputElement>('radio', { name: 'Dark' }).form;
    expect(form && fireEvent.submit(form)).toBe(false);
  });

  it('works with the keyboard alone', async () => {
    const { fetch, asked } = serverAnswering(done(), done());
    show(fetch);
    await userEvent.tab();
    expect(document.activeElement).toBe(screen.getByRole('radio', { name: 'Same as this device' }));
    screen.getByRole('radio', { name: 'Dark' }).focus();
    await userEvent.keyboard(' ');
    await waitFor(() => expect(asked).toHaveLength(1));
    await userEvent.tab();
    expect(document.activeElement).toBe(screen.getByLabelText('Numbers and dates'));
  });

  it('sends a chosen language, and null for that of the browser', async () => {
    const { fetch, asked } = serverAnswering(done(), done());
    show(fetch);
    await userEvent.selectOptions(screen.getByLabelText('Numbers and dates'), 'German (Germany)');
    await message('Saved.');
    await userEvent.selectOptions(screen.getByLabelText('Numbers and dates'), 'Same as this browser');
    await waitFor(() =>
      expect(asked.map(({ body }) => body)).toEqual([{ locale: 'de-DE' }, { locale: null }]),
    );
  });
});

describe('a button that changes one thing', () => {
  it.each([
    [refused(401), /signed out/],
    [refused(429), /Wait ten seconds/],
    [refused(500), /went wrong on our side|Something on our side/],
    ['unreachable' as const, /could not reach the server/],
  ])('says in plain words what went wrong: %s', async (answer, words) => {
    const { Router, refreshed } = countingRouter();
    const { fetch } = serverAnswering(answer);
    render(
      <Router>
        <ActionButton method="POST" path="/api/cache/clear" done="Done." fetch={fetch}>
          Recalculate statistics
        </ActionButton>
      </Router>,
    );
    await userEvent.click(screen.getByRole('button'));
    await message(words);
    expect(screen.queryByText(/secret inner words/)).toBeNull();
    expect(refreshed()).toBe(0);
  });
});

describe('the list of sessions', () => {
  const format = createReaderFormat({ locale: 'en-GB', timeZone: 'UTC' });
  const session = (changes: Partial<AccountSession>): AccountSession => ({
    id: '0123456789abcdef',
    startedAt: '2026-11-01T08:00:00Z',
    lastSeenAt: '2026-11-20T08:00:00Z',
    expiresAt: '2026-12-20T08:00:00Z',
    isCurrent: false,
    ...changes,
  });

  it('distinguishes this browser from the others, shows when each session began and ends, and offers to end the others', () => {
    const { Router } = countingRouter();
    const sessions = [session({ id: 'f'.repeat(16), isCurrent: true }), session({})];
    render(
      <Router>
        <SessionList sessions={sessions} now={new Date('2026-11-22T12:00:00Z')} format={format} />
      </Router>,
    );
    const items = screen.getAllByRole('listitem').map((item) => item.textContent ?? '');
    expect(items[0]).toContain('This browserSigned in on 1\u00a0Nov\u00a02026, 08:00');
    expect(items[1]).toContain('last seen 2 days ago\u00a0· ends on 20\u00a0Dec\u00a02026');
    const names = screen.getAllByRole('button').map((b) => b.getAttribute('aria-label') ?? b.textContent);
    expect(names).toEqual([
      'Sign out the browser that signed in on 1\u00a0Nov\u00a02026, 08:00',
      'Sign out everywhere',
    ]);
  });

  it('folds all but three, so that the card stays about as high as those beside it', () => {
    const { Router } = countingRouter();
    const sessions = Array.from({ length: 9 }, (_, i) => session({ id: String(i).padStart(16, '0') }));
    render(
      <Router>
        <SessionList sessions={sessions} now={new Date('2026-11-22T12:00:00Z')} format={format} />
      </Router>,
    );
    expect(screen.getAllByRole('listitem').length).toBe(9);
    expect(screen.getByText('6 more browsers').closest('details')?.querySelectorAll('li').length).toBe(6);
  });
});

describe('deleting the account', () => {
  const form = (fetch: ReturnType<typeof serverAnswering>['fetch']) => (
    <DeleteAccountForm phrase="delete my account" locale="en-GB" fetch={fetch}>
      <p>What will be deleted</p>
    </DeleteAccountForm>
  );
  const show = (fetch: ReturnType<typeof serverAnswering>['fetch']) => render(form(fetch));
  const type = (text: string) => userEvent.type(screen.getByRole('textbox'), `${text}{Enter}`);

  it('sends nothing until the phrase is typed', async () => {
    const { fetch, asked } = serverAnswering();
    show(fetch);
    await type('delete');
    await message(/Nothing was deleted/);
    expect(asked).toEqual([]);
  });

  it('takes the phrase that was typed before its script ran', async () => {
    const { fetch, asked } = serverAnswering(refused(503));
    const served = document.body.appendChild(document.createElement('div'));
    served.innerHTML = renderToString(form(fetch));
    screen.getByRole<HTMLInputElement>('textbox').value = 'delete my account';
    render(form(fetch), { container: served, hydrate: true });
    await userEvent.click(screen.getByRole('button', { name: 'Delete account' }));
    expect(asked).toMatchObject([{ body: { confirmation: 'delete my account' } }]);
  });

  it('sends what was typed, says what was deleted, and moves there', async () => {
    const rows = { plays: 44_128, figures: 3_000, sessions: 2, shares: 0, account: 1 };
    const { fetch, asked } = serverAnswering(Response.json({ deleted: { rows } }));
    show(fetch);
    await type('Delete my account');
    const heading = await screen.findByRole('heading', { name: 'Your account is deleted' });
    expect(asked).toEqual([
      { request: 'DELETE /api/user/delete', body: { confirmation: 'Delete my account' } },
    ]);
    expect(document.activeElement).toBe(heading);
    expect(screen.queryByText('What will be deleted')).toBeNull();
    await message(
      'Deleted: 44,128 plays and everything else that was stored about you, your connection to Spotify included.',
    );
  });

  it('stays where it is when the server could not', async () => {
    const { fetch } = serverAnswering(refused(503));
    show(fetch);
    await type('delete my account');
    await message(/Nothing was changed; try again/);
    expect(screen.getByText('What will be deleted')).toBeTruthy();
  });
});
