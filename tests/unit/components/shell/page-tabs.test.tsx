import { cleanup, render, screen } from '@testing-library/react';
import {
  PathnameContext,
  SearchParamsContext,
} from 'next/dist/shared/lib/hooks-client-context.shared-runtime';
import { afterEach, describe, expect, it } from 'vitest';
import { PageTabs } from '@/components/shell/page-tabs';

afterEach(cleanup);

const openAt = (path: string, query = '') =>
  render(
    <PathnameContext value={path}>
      <SearchParamsContext value={new URLSearchParams(query)}>
        <PageTabs />
      </SearchParamsContext>
    </PathnameContext>,
  );
const hrefOf = (name: string) => screen.getByRole('link', { name }).getAttribute('href');

describe('the tabs of the pages', () => {
  it('mark the page that is open, and none on a page that no tab leads to', () => {
    openAt('/history');
    expect(screen.getByRole('link', { current: 'page' }).textContent).toBe('History');
    cleanup();
    openAt('/artist/7');
    expect(screen.queryByRole('link', { current: 'page' })).toBeNull();
  });

  it.each(['/me/delete', '/test'])('mark Account on a page that lies under it: %s', (path) => {
    openAt(path);
    expect(screen.getByRole('link', { current: true }).textContent).toBe('Account');
    expect(screen.queryByRole('link', { current: 'page' })).toBeNull();
  });

  it.each([
    ['range=30d', '?range=30d'],
    ['from=2025-01-01&to=2025-03-31', '?from=2025-01-01&to=2025-03-31'],
    ['from=2025-01-01&to=&kind=artist&id=7', '?from=2025-01-01'],
  ])('take the chosen days along: %s', (asked, days) => {
    openAt('/artist/7', asked);
    expect([hrefOf('Dashboard'), hrefOf('Top')]).toEqual([`/dashboard${days}`, `/top${days}`]);
    expect(hrefOf('Account')).toBe('/me');
  });

  it.each(['', 'range=fortnight', 'from=2025-02-30', 'from=2025-02-02&to=2025-01-01'])(
    'leave out days that are not chosen or cannot be: "%s"',
    (asked) => {
      openAt('/dashboard', asked);
      expect(hrefOf('Top')).toBe('/top');
    },
  );
});
