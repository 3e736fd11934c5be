import { cleanup, configure, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ConsentChoice } from '@/components/shell/consent-choice';
import { CookieConsent } from '@/components/shell/cookie-consent';

configure({ asyncUtilTimeout: 10_000 });
const forget = () => {
  document.cookie = 'analytics-consent=; path=/; max-age=0';
};
beforeEach(forget);
afterEach(() => {
  cleanup();
  forget();
});

const show = (consent: 'granted' | 'denied' | null) =>
  render(
    <>
      <button type="button">Something else on the page</button>
      <CookieConsent consent={consent} pageViews errorReports={null} measuring={<p>measuring</p>} />
    </>,
  );
const notice = () => screen.queryByRole('region', { name: 'May we count page views?' });

describe('the cookie notice', () => {
  it('measures nothing and stores nothing before an answer, and blocks nothing', async () => {
    show(null);
    expect(notice()).not.toBeNull();
    expect(screen.queryByText('measuring')).toBeNull();
    expect(document.cookie).toBe('');
    await userEvent.tab();
    expect(document.activeElement?.textContent).toBe('Something else on the page');
  });

  it('takes a no, remembers it, and never measures', async () => {
    show(null);
    await userEvent.click(screen.getByRole('button', { name: 'Decline' }));
    expect(notice()).toBeNull();
    expect(screen.queryByText('measuring')).toBeNull();
    expect(document.cookie).toBe('analytics-consent=denied');
  });

  it('measures after a yes, from the keyboard too', async () => {
    show(null);
    screen.getByRole('button', { name: 'Allow' }).focus();
    await userEvent.keyboard('{Enter}');
    expect(screen.getByText('measuring')).toBeTruthy();
    expect(document.cookie).toBe('analytics-consent=granted');
  });

  it('does not ask again', () => {
    show('denied');
    expect(notice()).toBeNull();
    expect(screen.queryByText('measuring')).toBeNull();
    cleanup();
    show('granted');
    expect(notice()).toBeNull();
    expect(screen.getByText('measuring')).toBeTruthy();
  });
});

describe('the question', () => {
  const reports = { dsn: 'http://key@127.0.0.1:9/1', environment: 'test', release: null };
  const asked = (pageViews: boolean, errorReports: typeof reports | null) => {
    const { container } = render(
      <CookieConsent consent={null} pageViews={pageViews} errorReports={errorReports} />,
    );
    const text = container.textContent ?? '';
    cleanup();
    return text;
  };

  it('names what would be reported, and to whom, and nothing else', () => {
    expect(asked(true, null)).toMatch(/May we count page views\?.*Vercel/);
    expect(asked(true, null)).not.toContain('Sentry');
    expect(asked(false, reports)).toMatch(/May we collect error reports\?.*Sentry/);
    expect(asked(false, reports)).not.toContain('Vercel');
    expect(asked(true, reports)).toMatch(/page views and error reports\?.*Vercel.*Sentry/);
  });
});

describe('the choice on the privacy page', () => {
  it('withdraws consent, and reloads the page without the scripts', async () => {
    let reloaded = 0;
    const reload = () => {
      reloaded += 1;
    };
    render(<ConsentChoice consent="granted" reload={reload} />);
    await userEvent.click(screen.getByRole('button', { name: 'Withdraw consent' }));
    expect(document.cookie).toBe('analytics-consent=denied');
    expect(reloaded).toBe(1);
    expect(screen.getByText('You declined. Your browser reports nothing.')).toBeTruthy();
    await userEvent.click(screen.getByRole('button', { name: 'Allow' }));
    expect(document.cookie).toBe('analytics-consent=granted');
  });
});
