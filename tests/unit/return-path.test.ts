import { describe, expect, it } from 'vitest';
import { returnPath } from '@/app/return-path';

describe('the page to open after signing in', () => {
  it.each(['/history?q=blink&before=2026-01-01', '/artist/7', '/dashboard?range=30d', '/me'])(
    'is the one that was asked for: %s',
    (path) => {
      expect(returnPath(path)).toBe(path);
    },
  );

  it.each([
    undefined,
    '',
    '/',
    'history',
    'https://evil.test/',
    '//evil.test/history',
    '/\\evil.test',
    '/\\/evil.test',
    '/.//evil.test',
    '/x/..//evil.test',
    '/\t/evil.test',
    'javascript:alert(1)',
    '/api/export',
    '/api/auth/signout',
    '/_next/data',
    'http://own.invalid/history',
  ])('is the dashboard for what is no page of ours: %s', (path) => {
    expect(returnPath(path)).toBe('/dashboard');
  });

  it('drops what only a browser sees', () => {
    expect(returnPath('/me#export')).toBe('/me');
  });
});
