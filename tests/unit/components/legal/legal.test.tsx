import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { PrivacyView } from '@/components/legal/privacy-view';
import { TermsView } from '@/components/legal/terms-view';
import type { Installation } from '@/lib/shared/account/installation';
import { PERSONAL_DATA } from '@/lib/shared/account/personal-data';

afterEach(cleanup);

const installation = (changes: Partial<Installation> = {}): Installation => ({
  operator: { name: 'Example Ltd', contact: 'privacy@example.org' },
  host: 'archive.example.org',
  everyMinutes: 60,
  connectionHistoryDays: 365,
  cookies: [{ name: 'next-auth.session-token', purpose: 'keeps you signed in', lasts: '30 days' }],
  recipients: [{ name: 'Spotify AB', what: 'is asked for plays', url: 'https://www.spotify.com/' }],
  webAnalytics: false,
  browserErrors: false,
  ...changes,
});

const privacy = (changes?: Partial<Installation>) =>
  render(<PrivacyView installation={installation(changes)} consent={null} />).container.textContent ?? '';

describe('the privacy page', () => {
  it('lists everything that the database stores about a listener', () => {
    const text = privacy();
    for (const { name, what } of PERSONAL_DATA) {
      expect(text).toContain(name);
      expect(text).toContain(what);
    }
  });

  it('names who is responsible, each cookie, and who receives data', () => {
    const text = privacy();
    expect(text).toContain('Example Ltd. Write to privacy@example.org');
    expect(screen.getByRole('link', { name: 'privacy@example.org' })).toHaveProperty(
      'href',
      'mailto:privacy@example.org',
    );
    expect(text).toContain('next-auth.session-token');
    expect(text).toContain('Spotify AB: is asked for plays.');
    expect(text).toContain('so no consent is needed');
    // One is set without a sign-in: when somebody dismisses a notice.
    expect(text).not.toContain('All are needed for signing in');
    expect(privacy({ browserErrors: true })).not.toContain('needed for signing in');
  });

  it('says how long the history of the connection is stored here', () => {
    expect(privacy()).toContain('the history of your connection goes back 365 days');
    expect(privacy({ connectionHistoryDays: 1 })).toContain('goes back 1 day.');
  });

  it('says plainly that an operator gave no name, and what to do', () => {
    const text = privacy({ operator: { name: null, contact: null } });
    expect(text).toContain('has not given a name or address');
    expect(text).toContain('ask them who they are before you sign in');
  });

  it('offers to take consent back only where there is something to consent to', () => {
    privacy();
    expect(screen.queryByRole('button')).toBeNull();
    cleanup();
    expect(privacy({ browserErrors: true })).toContain('reports to Sentry what failed on which page');
    expect(screen.getByRole('button', { name: 'Allow' })).toBeTruthy();
    cleanup();
    privacy({ webAnalytics: true });
    expect(screen.getByRole('button', { name: 'Allow' })).toBeTruthy();
  });

  it('leads to the export and the deletion', () => {
    privacy();
    const links = screen.getAllByRole('link').map((link) => link.getAttribute('href'));
    expect(links).toContain('/me/delete');
    expect(links).toContain('/me#export');
  });
});

describe('the terms', () => {
  it('say whom they are with, what is not promised, and how to leave', () => {
    const { container } = render(<TermsView installation={installation()} />);
    expect(container.textContent).toContain('Example Ltd');
    expect(container.textContent).toContain('the last 50 plays');
    expect(container.textContent).toContain('not made, checked or endorsed by Spotify');
    const links = screen.getAllByRole('link').map((link) => link.getAttribute('href'));
    expect(links).toEqual(expect.arrayContaining(['/me#delete', '/me/delete', '/privacy', '/terms']));
  });
});
