import { describe, expect, it } from 'vitest';
import { scrubEvent } from '@/lib/shared/sentry/scrub-event';

describe('what goes to Sentry', () => {
  const event = {
    message: 'postgresql://archive:hush@db.example.org/x refused; Authorization: Bearer hush.hush',
    user: { id: '7', email: 'hush@example.org', ip_address: '203.0.113.9', username: 'hush' },
    request: {
      url: 'http://127.0.0.1:3000/api/auth/callback/spotify?code=hush&state=hush&x=1',
      headers: {
        cookie: 'next-auth.session-token=hush',
        authorization: 'Basic hush',
        host: '127.0.0.1',
        'x-forwarded-for': '203.0.113.9',
        'x-socket-7f3a': '203.0.113.9',
        'user-agent': 'hush',
      },
      query_string: 'q=hush',
      cookies: { a: 'hush' },
      data: { refresh_token: 'hush', nested: [{ accessToken: 'hush' }], title: 'hush' },
    },
    extra: {
      referrer: 'see "/search?q=hush" and https://127.0.0.1/search/a%20b?q=hush#hush',
      target: '[HTMLElement: a.min-w-6[aria-label="Remove Hush, 30 Nov 2026"][type="button"]]',
    },
    exception: { values: [{ value: 'No such listener: hush@example.org' }] },
    contexts: {
      trace: { data: { 'client.address': '203.0.113.9', 'url.query': 'q=hush', 'http.route': '/api/share' } },
    },
    transaction: 'GET /share/hushHUSH1234',
    tags: { path: '/api/badge/new-HUSH_hush-HUSH_hu' },
    level: 'error',
  };

  it('holds no token, cookie, password, address, query or body', () => {
    expect(JSON.stringify(scrubEvent(event))).not.toMatch(/hush/i);
    expect(JSON.stringify(scrubEvent(event))).not.toContain('203.0.113.9');
  });

  it('still says what happened, where, and to whom by number', () => {
    const scrubbed = scrubEvent(event);
    expect(scrubbed.user).toEqual({ id: '7' });
    expect(scrubbed.level).toBe('error');
    expect(scrubbed.request).toEqual({
      url: 'http://127.0.0.1:3000/api/auth/callback/spotify',
      headers: { host: '127.0.0.1' },
    });
    expect(scrubbed.contexts.trace.data['http.route']).toBe('/api/share');
    expect(scrubbed.exception.values[0]?.value).toContain('No such listener');
  });

  it('reads what a stranger chose once: read from each of their letters on, these texts take hours', () => {
    const texts = [
      'a'.repeat(2_000_000),
      ...['postgres://a:', 'https://a', ' /a', '[title='].map((a) => a.repeat(50_000)),
    ];
    expect(scrubEvent(texts)).toEqual(texts);
    expect(scrubEvent(`${texts[0]} <o.k+x@mail.example.org>`)).toBe(`${texts[0]} <[redacted]>`);
  });

  it('ends on a structure that contains itself', () => {
    const circular: Record<string, unknown> = {};
    circular.self = circular;
    expect(JSON.stringify(scrubEvent(circular))).toContain('too deep');
  });
});
