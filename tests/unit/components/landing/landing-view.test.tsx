import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { LandingView } from '@/components/landing/landing-view';

afterEach(cleanup);

const show = (values: Partial<Parameters<typeof LandingView>[0]> = {}) =>
  render(<LandingView demo={false} everyMinutes={60} problem={null} returnTo="/dashboard" {...values} />);

describe('the landing page', () => {
  it('makes its promise and leads to Spotify without any script', () => {
    show();
    expect(screen.getByRole('heading', { level: 1 }).textContent).toBe(
      'Spotify remembers 50 plays. Keep the rest.',
    );
    const form = screen.getByRole('button', { name: 'Sign in with Spotify' }).closest('form');
    expect([form?.getAttribute('method'), form?.getAttribute('action')]).toEqual([
      'post',
      '/api/auth/signin/spotify',
    ]);
  });

  it('has a sign-in lead back to the page that was asked for', () => {
    show({ returnTo: '/history?q=blink' });
    expect(document.querySelector('input[name=callbackUrl]')?.getAttribute('value')).toBe('/history?q=blink');
  });

  it('says that the page that was asked for opens after signing in, and nothing of it elsewhere', () => {
    show({ returnTo: '/history?q=blink' });
    expect(screen.getByText(/page you asked for/).textContent).toBe(
      'Sign in to open the page you asked for.',
    );
    cleanup();
    show({ returnTo: '/history', problem: 'AccessDenied' });
    expect(screen.queryByText(/page you asked for/)).toBeNull();
    cleanup();
    show();
    expect(screen.queryByText(/page you asked for/)).toBeNull();
  });

  it('leads nowhere that does not exist', () => {
    show();
    const links = screen.getAllByRole('link').map((link) => link.getAttribute('href'));
    expect(links).toEqual(['#content', '/', '/privacy', '/terms', '/developers']);
  });

  it('says in the demo, and only there, that the listeners are simulated', () => {
    show({ demo: true, everyMinutes: 1 });
    expect(document.body.textContent).toContain('simulated listeners');
    expect(document.body.textContent).toContain('every minute instead of every hour');
    cleanup();
    show();
    expect(document.body.textContent).not.toContain('simulated');
  });

  it.each([
    ['AccessDenied', 'did not allow access'],
    ['NotAllowed', 'Spotify does not let this account use this app'],
    ['AccountMismatch', 'belongs to another account'],
    ['Unavailable', 'try again in a moment'],
    ['OAuthCallback', 'Sign-in did not finish'],
    ['constructor', 'Sign-in did not finish'],
  ])('explains a sign-in that came back with %s without printing the code', (problem, words) => {
    show({ problem });
    expect(screen.getByRole('alert').textContent).toContain(words);
    expect(screen.getByRole('alert').textContent).not.toContain(problem);
  });
});
