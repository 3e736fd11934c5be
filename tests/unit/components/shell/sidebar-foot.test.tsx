import { act, cleanup, render } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { SessionProvider } from '@/components/auth/session-provider';
import { setImporting } from '@/components/import/unless-importing';
import { SidebarFoot } from '@/components/shell/app-shell';
import { createReaderFormat } from '@/lib/shared/format';

afterEach(cleanup);

const foot = {
  name: 'Ada',
  archive: {
    lastPolledAt: '2026-11-22T13:00:00.000Z',
    failedSyncs: 0,
    nextSync: { at: '2026-11-22T14:00:00.000Z', waitsFor: 'schedule' as const },
    everyMinutes: 60,
  },
  connection: { state: 'connected' as const, expiresAt: '2027-04-13T00:00:00Z', daysLeft: 142 },
  countedPlays: 4_804,
  hasLeftOut: false,
  now: new Date('2026-11-22T13:20:00Z'),
  format: createReaderFormat({ locale: 'en-GB', timeZone: 'Europe/Berlin' }),
};
const session = { user: { name: 'Ada', image: null }, expires: '2027-01-01T00:00:00Z' };

it('says a line for each fact, and while an import adds plays that alone, not that all is up to date', () => {
  const { container } = render(
    <SessionProvider session={session}>
      <SidebarFoot {...foot} />
    </SessionProvider>,
  );
  const lines = () => [...container.querySelectorAll('p')].map((line) => line.textContent);
  expect(lines().slice(0, 3)).toEqual([
    '4,804 plays',
    expect.stringMatching(/^Last sync ./),
    'Next sync 15:00',
  ]);
  act(() => setImporting(true));
  expect(container.querySelector('b')?.textContent).toBe('An import is adding plays');
  expect(lines()[0]).toBe('');
  act(() => setImporting(false));
  expect(lines()[0]).toBe('4,804 plays');
});

it('is not up to date from the first sync that failed on, and says which was the last to succeed', () => {
  const { container } = render(
    <SessionProvider session={session}>
      <SidebarFoot {...foot} archive={{ ...foot.archive, failedSyncs: 1 }} />
    </SessionProvider>,
  );
  expect(container.textContent).toContain('The last sync failed');
  expect(container.textContent).toMatch(/Last success ./);
});
