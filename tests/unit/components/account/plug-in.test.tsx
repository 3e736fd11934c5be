import { cleanup, render, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, expect, it } from 'vitest';
import { BadgeCard } from '@/components/account/badge-card';
import { NewTokenForm } from '@/components/account/new-token-form';
import { TokenCard } from '@/components/account/token-card';
import { ExportCard } from '@/components/export/export-card';
import { createReaderFormat } from '@/lib/shared/format';
import { countingRouter, serverAnswering } from '../test-router';

const format = createReaderFormat({ locale: 'en-GB', timeZone: 'UTC' });
const token = {
  id: '0123456789abcdef',
  name: 'Homepage',
  scopes: ['read' as const],
  createdAt: '2026-01-05T12:00:00.000Z',
  expiresAt: '2026-04-05T12:00:00.000Z',
  lastUsedAt: null,
  isEnded: false,
};

afterEach(cleanup);

it('a new token is shown this once, with what was asked for', async () => {
  const { Router, refreshed } = countingRouter();
  const { fetch, asked } = serverAnswering(
    Response.json({ ...token, token: 'audiospective_x' }, { status: 201 }),
  );
  const { rerender } = render(<NewTokenForm listed={[]} locale="en-GB" fetch={fetch} />, { wrapper: Router });
  await userEvent.type(screen.getByLabelText('Name'), 'Homepage');
  await userEvent.selectOptions(screen.getByLabelText('For'), 'a year');
  await userEvent.click(screen.getByRole('button', { name: 'Create a token' }));
  expect((await screen.findByText('audiospective_x')).tagName).toBe('CODE');
  expect(screen.getByText(/not shown again/)).toBeDefined();
  expect(asked).toEqual([
    { request: 'POST /api/user/tokens', body: { name: 'Homepage', scopes: ['read'], days: 365 } },
  ]);
  expect(refreshed()).toBe(1);
  rerender(<NewTokenForm listed={[token.id]} locale="en-GB" fetch={fetch} />);
  expect(screen.getByText('audiospective_x')).toBeDefined();
  // Revoked.
  rerender(<NewTokenForm listed={[]} locale="en-GB" fetch={fetch} />);
  expect(screen.queryByText('audiospective_x')).toBeNull();
});

it('a token that was not made says why', async () => {
  const { Router } = countingRouter();
  const { fetch } = serverAnswering(new Response(null, { status: 409 }));
  render(<NewTokenForm listed={[]} locale="en-GB" fetch={fetch} />, { wrapper: Router });
  await userEvent.type(screen.getByLabelText('Name'), 'x');
  await userEvent.click(screen.getByRole('button', { name: 'Create a token' }));
  expect(await screen.findByText(/Remove one first/)).toBeDefined();
});

it('each token is listed with its rights, its use and its end, and can be revoked', () => {
  const { Router } = countingRouter();
  const ended = {
    ...token,
    id: 'f'.repeat(16),
    name: 'Old',
    isEnded: true,
    scopes: ['read', 'import'] as const,
  };
  const tokens = [token, { ...ended, scopes: [...ended.scopes], lastUsedAt: '2026-02-01T10:00:00.000Z' }];
  render(<TokenCard tokens={tokens} format={format} />, { wrapper: Router });
  expect(screen.getByText(/^reads only .* never used · expires 5 Apr 2026$/)).toBeDefined();
  expect(
    screen.getByText(/^reads and imports .* last used 1 Feb 2026, 10:00 · expired 5 Apr 2026$/),
  ).toBeDefined();
  expect(screen.getByRole('button', { name: 'Revoke the token Homepage' })).toBeDefined();
});

it('the badge is off until it is turned on, and then shows its addresses', () => {
  const { Router } = countingRouter();
  render(<BadgeCard url={null} format={format} />, { wrapper: Router });
  expect(screen.getByRole('button', { name: 'Turn the badge on' })).toBeDefined();
  expect(screen.queryByRole('img')).toBeNull();
  cleanup();
  render(<BadgeCard url="https://music.example/api/badge/x" format={format} />, { wrapper: Router });
  const shown = screen.getAllByRole('img').map((image) => image.getAttribute('src'));
  expect(shown).toEqual(
    ['plays', 'last', 'artist'].map((show) => `https://music.example/api/badge/x?show=${show}`),
  );
  expect(screen.getByRole('button', { name: 'Turn the badge off' })).toBeDefined();
});

it.each([
  [false, 'Every play in your archive'],
  [true, 'Every play, including those left out of statistics'],
])('an export, with plays left out: %s, says what is in it', (hasLeftOut, words) => {
  render(<ExportCard hasLeftOut={hasLeftOut} locale="en-GB" />);
  expect(screen.getByText(words)).toBeTruthy();
});
