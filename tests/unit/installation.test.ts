import { describe, expect, it } from 'vitest';
import { describeInstallation } from '@/app/(public)/installation';
import { readEnv } from '@/lib/env';

const bare = {
  NODE_ENV: 'production',
  NEXTAUTH_URL: 'https://archive.example.org',
  NEXTAUTH_SECRET: 'x'.repeat(32),
  TOKEN_KEYS: `k1:${Buffer.alloc(32).toString('base64')}`,
  DATABASE_URL: 'postgresql://a@b/c',
  SPOTIFY_CLIENT_ID: 'id',
  SPOTIFY_CLIENT_SECRET: 'secret',
};
const qstash = { QSTASH_TOKEN: 't', QSTASH_CURRENT_SIGNING_KEY: 'a', QSTASH_NEXT_SIGNING_KEY: 'b' };
const described = (more: Record<string, string> = {}) => describeInstallation(readEnv({ ...bare, ...more }));
const recipients = (more?: Record<string, string>) => described(more).recipients.map(({ name }) => name);

describe('what the legal pages say', () => {
  it('names Spotify and MusicBrainz where nothing is configured, and only Spotify where that is off', () => {
    expect(recipients()).toEqual([
      'Spotify AB, Stockholm',
      'MetaBrainz Foundation, San Luis Obispo (MusicBrainz)',
    ]);
    expect(recipients({ MUSICBRAINZ: 'off' })).toEqual(['Spotify AB, Stockholm']);
    expect(described()).toMatchObject({ host: 'archive.example.org', webAnalytics: false });
    expect(described().operator).toEqual({ name: null, contact: null });
  });

  it.each([
    [{ UPSTASH_REDIS_REST_URL: 'https://r.example', UPSTASH_REDIS_REST_TOKEN: 't' }, /Redis/],
    [qstash, /QStash/],
    [{ VERCEL: '1', ...qstash }, /Vercel/],
    [{ SENTRY_DSN: 'https://key@o0.ingest.sentry.io/0' }, /Sentry/],
  ])('names whom a configuration brings in: %o', (more, name) => {
    expect(recipients(more).filter((r) => name.test(r))).toHaveLength(1);
  });

  it('says that browsers ask before they report errors', () => {
    const { browserErrors, cookies } = described({ SENTRY_DSN: 'https://key@o0.ingest.sentry.io/0' });
    expect(browserErrors).toBe(true);
    expect(cookies.map(({ name }) => name)).toContain('analytics-consent');
  });

  it('names the operator as the environment does, and the cookies by their exact names', () => {
    const operator = { OPERATOR_NAME: 'Example Ltd', OPERATOR_CONTACT: 'privacy@example.org' };
    const { cookies, ...rest } = described(operator);
    expect(rest.operator).toEqual({ name: 'Example Ltd', contact: 'privacy@example.org' });
    expect(cookies.map(({ name }) => name)).toContain('__Secure-next-auth.session-token');
    expect(cookies.map(({ name }) => name)).not.toContain('analytics-consent');
  });

  it('refuses a contact that is no address, and analytics outside of Vercel', () => {
    expect(() => described({ OPERATOR_CONTACT: 'call me' })).toThrow(/OPERATOR_CONTACT .*e-mail address/);
    expect(() => described({ WEB_ANALYTICS: 'true' })).toThrow(/WEB_ANALYTICS .*only Vercel/);
    const onVercel = { WEB_ANALYTICS: 'true', VERCEL: '1', ...qstash };
    expect(described(onVercel)).toMatchObject({ webAnalytics: true });
    expect(described(onVercel).cookies.map(({ name }) => name)).toContain('analytics-consent');
  });
});
