import { describe, expect, it } from 'vitest';
import { createPauseGate } from '@/lib/spotify/rate-limit-pause-gate';
import { request } from '@/lib/spotify/request';
import { ANSWER_BYTES } from '@/lib/streams/read-answer-text';

const clock = { now: () => new Date('2026-03-02T10:00:00Z'), sleep: async () => {} };

/** An answer without an end; says how much of it was asked for, and whether the rest was called off. */
function endless(status: number, headers: Record<string, string> = {}) {
  const seen = { bytes: 0, cancelled: false };
  const chunk = new TextEncoder().encode(' '.repeat(64 * 1024));
  const body = () =>
    new ReadableStream<Uint8Array>({
      pull: (controller) => {
        seen.bytes += chunk.byteLength;
        controller.enqueue(chunk);
      },
      cancel: () => {
        seen.cancelled = true;
      },
    });
  const fetch = async () => new Response(body(), { status, headers });
  const ask = () =>
    request({ fetch, clock, random: () => 0.5, gate: createPauseGate(clock) }, 'http://127.0.0.1/', {});
  return { seen, ask };
}

describe('an answer of Spotify’s without an end', () => {
  it('is read to the bound alone, and fails as one of another shape', async () => {
    const { seen, ask } = endless(200);
    expect(await ask()).toEqual({
      ok: false,
      error: { kind: 'malformed', detail: 'the answer is longer than 32 MB' },
    });
    expect(seen.cancelled).toBe(true);
    expect(seen.bytes).toBeLessThan(ANSWER_BYTES + 3 * 64 * 1024);
  });

  it.each([
    [401, {}, { kind: 'unauthorized' }],
    [429, { 'retry-after': '60' }, { kind: 'paused', reason: 'rate_limited' }],
    [500, {}, { kind: 'unavailable', detail: 'status 500' }],
  ])('says with status %i what it says without a body', async (status, headers, error) => {
    expect(await endless(status, headers).ask()).toMatchObject({ ok: false, error });
  });
});

it('an answer that begins with a byte order mark is read', async () => {
  const fetch = async () => new Response(`\uFEFF${JSON.stringify({ items: [] })}`);
  const answer = await request(
    { fetch, clock, random: () => 0.5, gate: createPauseGate(clock) },
    'http://127.0.0.1/',
    {},
  );
  expect(answer).toMatchObject({ ok: true, value: { body: { items: [] } } });
});
