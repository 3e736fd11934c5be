import { expect, it } from 'vitest';
import { createPauseGate } from '@/lib/spotify/rate-limit-pause-gate';
import { request } from '@/lib/spotify/request';

it('a call waiting for its retry is not sent when a rate-limit pause starts meanwhile', async () => {
  const now = new Date('2026-03-02T10:00:00Z');
  const until = new Date('2026-03-02T11:00:00Z');
  let calls = 0;
  const clock = {
    now: () => now,
    sleep: async () => gate.pause({ until, reason: 'rate_limited' }),
  };
  const gate = createPauseGate(clock);
  const cut: typeof fetch = async () => {
    calls += 1;
    throw new TypeError('fetch failed');
  };
  const answer = await request({ fetch: cut, clock, random: () => 0.5, gate }, 'http://127.0.0.1/', {});
  expect(answer).toEqual({ ok: false, error: { kind: 'paused', until, reason: 'rate_limited' } });
  expect(calls).toBe(1);
});
