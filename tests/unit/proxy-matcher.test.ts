import { readdirSync } from 'node:fs';
import { unstable_doesMiddlewareMatch as doesProxyMatch } from 'next/experimental/testing/server';
import { describe, expect, it } from 'vitest';
import { config } from '@/proxy';

const runsBefore = (url: string, headers = {}) => doesProxyMatch({ config, url, headers });
const ORIGIN = { origin: 'https://app.example.org' };

describe('the proxy', () => {
  it('runs before every page, for any client', () => {
    for (const page of [
      '/',
      '/dashboard',
      '/privacy',
      '/share/abc',
      '/share/new',
      '/apifoo',
      '/no-such-page',
    ])
      for (const headers of [{}, { rsc: '1' }, { 'next-router-prefetch': '1' }])
        expect(runsBefore(page, headers), page).toBe(true);
  });

  it('runs before a route when a page asks that may be of another origin, and else not', () => {
    for (const route of ['/api/stats', '/api/health/live', '/api/import/7', '/api/auth/session']) {
      expect(runsBefore(route), route).toBe(false);
      expect(runsBefore(route, ORIGIN), route).toBe(true);
    }
  });

  it('never runs before an upload or its progress, nor before metrics and files', () => {
    const files = readdirSync('public').map((name) => `/${name}`);
    for (const path of [
      '/api/import',
      '/api/import/7/events',
      '/_next/static/chunks/a.js',
      '/metrics',
      ...files,
    ])
      expect(runsBefore(path, ORIGIN), path).toBe(false);
  });

  it('runs before addresses that may not be decodable', () => {
    for (const path of ['/%', '/api/%E0%A4%A', '/share/%E0%A4%A']) expect(runsBefore(path), path).toBe(true);
  });
});
