import { describe, expect, it } from 'vitest';
import { DAY } from '@/lib/shared/time';
import { createSpotifyClient } from '@/lib/spotify/client';
import { createPauseGate } from '@/lib/spotify/rate-limit-pause-gate';
import { toSpotifySignIn } from '@/middleware/auth/sign-in-attempt';

const NOW = new Date('2026-03-02T10:00:00Z');
const clock = { now: () => NOW, sleep: async () => {} };
const settings = {
  clientId: 'x',
  clientSecret: 'x',
  accountsUrl: 'http://127.0.0.1',
  apiUrl: 'http://127.0.0.1',
  imageUrl: 'http://127.0.0.1',
};
const clientOf = (answer: () => Response) =>
  createSpotifyClient(
    { fetch: async () => answer(), clock, random: () => 0.5, gate: createPauseGate(clock) },
    settings,
  );

const LAST = new Date('9999-12-31T23:59:59.999Z');

describe('a figure of Spotify’s that cannot be', () => {
  it.each(['86401', '99999999999999', '9'.repeat(30)])(
    'ends a rate-limit pause after a day: %s seconds',
    async (seconds) => {
      const client = clientOf(() => new Response('', { status: 429, headers: { 'retry-after': seconds } }));
      await client.recentlyPlayed('token');
      const until = new Date(NOW.getTime() + DAY);
      expect(client.currentPause()).toMatchObject({ until, reason: 'rate_limited' });
    },
  );

  it.each([1e13, 1e15, 1e308])('costs no token that lives for %d seconds', async (expires_in) => {
    const client = clientOf(() => Response.json({ access_token: 'a', refresh_token: 'r', expires_in }));
    const refreshed = await client.refresh('old');
    expect(refreshed).toEqual({
      ok: true,
      value: { accessToken: 'a', refreshToken: 'r', expiresAt: LAST },
    });
    const account = { access_token: 'a', refresh_token: 'r', expires_at: expires_in };
    const signIn = toSpotifySignIn(account as never, { id: 'ada' }, () => false);
    expect(signIn.tokenExpiresAt).toEqual(LAST);
  });
});

it('no text of a profile is one that the database cannot hold', () => {
  const account = { access_token: 'a', refresh_token: 'r', expires_at: 1 };
  const images = [{ url: 'https://i.scdn.co/a\u0000\ud800' }];
  const odd = { id: 'ada', display_name: 'A\u0000da', email: `a\u0000@b.c${'x'.repeat(10_000_000)}`, images };
  const { name, email, image } = toSpotifySignIn(account as never, odd, () => true);
  expect([name, email?.slice(0, 5), email?.length]).toEqual(['Ada', 'a@b.c', 999]);
  expect(image).toBe('https://i.scdn.co/a\ufffd');
});
