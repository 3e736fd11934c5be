import { describe, expect, it } from 'vitest';
import { AppError } from '@/lib/app-error';
import { requestIdOf } from '@/lib/request-id';
import { isTimeZoneName } from '@/lib/shared/time-zone';
import { contentSecurityPolicy } from '@/middleware/content-security-policy';
import { parseJsonBody, readBody } from '@/middleware/request-body';
import { route } from '@/middleware/route';
import { crossOriginHeaders, originOf, requireSameOrigin } from '@/middleware/same-origin';
import { parseCookies, sessionCookie, sessionToken } from '@/middleware/session-cookie';

const APP = 'https://music.example.org';
const OURS = { appUrl: APP, allowedOrigins: ['https://app.example.org'] };

describe('where a request comes from', () => {
  it.each([
    [{ origin: APP }, 'own'],
    [{ origin: 'https://app.example.org' }, 'own'],
    [{ origin: 'https://evil.example' }, 'foreign'],
    [{ origin: 'null' }, 'foreign'],
    [{ origin: `${APP}.evil.example` }, 'foreign'],
    [{ origin: 'http://music.example.org' }, 'foreign'],
    // An Origin decides alone: what stands beside it cannot make up for it.
    [{ origin: 'https://evil.example', 'sec-fetch-site': 'same-origin' }, 'foreign'],
    [{ 'sec-fetch-site': 'same-origin' }, 'own'],
    [{ 'sec-fetch-site': 'same-site' }, 'foreign'],
    [{ 'sec-fetch-site': 'cross-site' }, 'foreign'],
    [{ 'sec-fetch-site': 'none' }, 'foreign'],
    [{}, 'unknown'],
  ])('%j is %s', (headers, origin) => {
    expect(originOf(new Headers(headers), OURS)).toBe(origin);
  });

  it('does not matter for reading, and must not be another site for anything else', () => {
    const from = (method: string, headers = {}) => new Request(`${APP}/api/x`, { method, headers });
    requireSameOrigin(from('GET', { origin: 'https://evil.example' }), OURS);
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) {
      requireSameOrigin(from(method, { origin: APP }), OURS);
      for (const foreign of [
        { origin: 'https://evil.example' },
        { origin: 'null' },
        { 'sec-fetch-site': 'same-site' },
      ])
        expect(() => requireSameOrigin(from(method, foreign), OURS)).toThrow(APP);
    }
  });

  it('lets a program change something with the cookie: browsers always name their site', () => {
    requireSameOrigin(new Request(`${APP}/api/x`, { method: 'POST' }), OURS);
  });
});

describe('an answer across origins', () => {
  it('may be read by the pages of an allowed origin only', () => {
    const to = (headers: HeadersInit) => crossOriginHeaders(new Headers(headers), OURS);
    expect(to({ origin: 'https://app.example.org' })).toMatchObject({
      'access-control-allow-origin': 'https://app.example.org',
      'access-control-allow-credentials': 'true',
      vary: 'Origin',
    });
    for (const origin of ['', 'https://evil.example', 'null']) {
      expect(to({ origin })).toEqual({ vary: 'Origin' });
    }
    expect(
      crossOriginHeaders(new Headers({ origin: 'https://evil.example' }), { allowedOrigins: [] }),
    ).toEqual({});
  });
});

describe('the request id', () => {
  it('is taken over when it is harmless, and made new when it is not', () => {
    expect(requestIdOf(new Headers({ 'x-request-id': 'abc-12345' }))).toBe('abc-12345');
    for (const odd of ['short', 'x'.repeat(65), 'a b c d e f g', '{"level":50}']) {
      expect(requestIdOf(new Headers({ 'x-request-id': odd }))).toMatch(/^[0-9a-f-]{36}$/);
    }
    expect(requestIdOf(new Headers())).not.toBe(requestIdOf(new Headers()));
  });
});

describe('a body', () => {
  const withBody = (body: string) => new Request(APP, { method: 'POST', body });

  it('is read exactly as it came, up to its limit', async () => {
    expect(await readBody(withBody('{ "ä": 1 }\n'), 100)).toBe('{ "ä": 1 }\n');
    expect(await readBody(new Request(APP), 100)).toBe('');
    expect(await readBody(withBody('x'.repeat(100)), 100)).toHaveLength(100);
    await expect(readBody(withBody('x'.repeat(101)), 100)).rejects.toThrow('longer than 100 bytes');
  });

  it('counts bytes, not letters', async () => {
    await expect(readBody(withBody('ä'.repeat(51)), 100)).rejects.toThrow(AppError);
  });

  it('is refused, not crashed on, when it is no JSON', () => {
    expect(parseJsonBody('')).toEqual({});
    expect(() => parseJsonBody('{')).toThrow(AppError);
  });
});

describe('the session cookie', () => {
  it('is out of reach of scripts and other sites, and behind https of plain http too', () => {
    const plain = sessionCookie('http://127.0.0.1:3000');
    expect(plain.name).toBe('next-auth.session-token');
    expect(plain.options).toEqual({ httpOnly: true, sameSite: 'lax', path: '/', secure: false });
    const secure = sessionCookie(APP);
    expect(secure.name).toBe('__Secure-next-auth.session-token');
    expect(secure.options.secure).toBe(true);
  });

  it('is found among others, and garbage around it does no harm', () => {
    const headers = new Headers({ cookie: 'a=1; =x; b; c=%E0%A4%A; next-auth.session-token=t%3D1; d=2' });
    expect(parseCookies(headers)).toMatchObject({ a: '1', 'next-auth.session-token': 't=1', d: '2' });
    expect(sessionToken(headers, 'http://127.0.0.1:3000')).toBe('t=1');
    // Over https the name without the prefix counts for nothing: a neighbour on plain http could have set it.
    expect(sessionToken(headers, APP)).toBeNull();
    expect(
      sessionToken(new Headers({ cookie: 'next-auth.session-token=' }), 'http://127.0.0.1:3000'),
    ).toBeNull();
  });
});

describe('the content security policy', () => {
  const spotify = {
    clientId: '',
    clientSecret: '',
    accountsUrl: 'https://accounts.spotify.com',
    apiUrl: 'https://api.spotify.com',
    imageUrl: 'http://127.0.0.1:4321/covers',
  };
  const policyOf = (mode: 'production' | 'development', appUrl = APP, sentryDsn?: string) =>
    Object.fromEntries(
      contentSecurityPolicy({ mode, appUrl, spotify, sentryDsn }, 'n0nce')
        .split('; ')
        .map((directive) => [directive.split(' ')[0], directive.split(' ').slice(1)]),
    );

  it('lets no script run but those with the nonce', () => {
    expect(policyOf('production')['script-src']).toEqual(["'self'", "'nonce-n0nce'", "'strict-dynamic'"]);
    expect(policyOf('production')).toMatchObject({
      'default-src': ["'none'"],
      'style-src': ["'self'", "'nonce-n0nce'"],
      'base-uri': ["'none'"],
      'frame-ancestors': ["'none'"],
    });
    expect(policyOf('development')['script-src']).toContain("'unsafe-eval'");
  });

  it('lets pages talk to this site alone, and to Sentry only where it is set', () => {
    expect(policyOf('production')['connect-src']).toEqual(["'self'"]);
    const dsn = 'https://key@o0.ingest.sentry.io/0';
    expect(policyOf('production', APP, dsn)['connect-src']).toEqual([
      "'self'",
      'https://o0.ingest.sentry.io',
    ]);
  });

  it("lets the sign-in form end at Spotify, and covers come from Spotify's or the configured address", () => {
    expect(policyOf('production')['form-action']).toEqual(["'self'", 'https://accounts.spotify.com']);
    expect(policyOf('production')['img-src']).toEqual([
      "'self'",
      'data:',
      'https://*.scdn.co',
      'https://*.spotifycdn.com',
      'http://127.0.0.1:4321',
    ]);
  });

  it('asks for https only where the application is reached by it', () => {
    expect(policyOf('production')).toHaveProperty('upgrade-insecure-requests');
    expect(policyOf('production', 'http://127.0.0.1:3000')).not.toHaveProperty('upgrade-insecure-requests');
  });
});

describe('a method that a route does not take', () => {
  const ok = async () => new Response();

  it('is answered with a problem document that says which it takes', async () => {
    const { DELETE } = route({ GET: ok, POST: ok });
    const response = await DELETE(new Request(`${APP}/api/x`, { method: 'DELETE' }));
    expect(response.status).toBe(405);
    expect(response.headers.get('allow')).toBe('GET, POST');
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    expect(await response.json()).toMatchObject({ status: 405, code: 'METHOD_NOT_ALLOWED' });
    const { OPTIONS } = route({ GET: ok, POST: ok });
    const options = await OPTIONS(new Request(`${APP}/api/x`, { method: 'OPTIONS' }));
    expect([options.status, options.headers.get('allow')]).toEqual([204, 'GET, POST, OPTIONS']);
  });
});

describe("the browser's time zone", () => {
  it('is taken by name only: an offset means the opposite to the database', () => {
    for (const zone of ['Asia/Kathmandu', 'America/Argentina/Buenos_Aires', 'Etc/GMT+5', 'UTC', 'EST5EDT']) {
      expect(isTimeZoneName(zone), zone).toBe(true);
    }
    for (const zone of [
      '+05:45',
      '',
      'Mars/Olympus',
      "UTC'; DROP TABLE users",
      'x'.repeat(70),
      '../etc/passwd',
    ]) {
      expect(isTimeZoneName(zone), zone).toBe(false);
    }
  });
});
