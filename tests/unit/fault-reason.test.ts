import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { beforeAll, describe, expect, it } from 'vitest';
import { faultReason } from '@/lib/fault-reason';
import { KeyValueUnavailable } from '@/lib/kv/key-value';
import { createMusicbrainzClient } from '@/lib/musicbrainz/client';
import { createPauseGate } from '@/lib/spotify/rate-limit-pause-gate';
import { request } from '@/lib/spotify/request';

const clock = { now: () => new Date('2026-03-02T10:00:00Z'), sleep: async () => {} };

/** An address that nobody listens at any more. */
let nobody = '';
beforeAll(async () => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  nobody = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  await new Promise((resolve) => server.close(resolve));
});

const faultOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => null,
    (fault: unknown) => fault,
  );

describe('the reason of a fault', () => {
  it('is that of the network where fetch says only that it failed', async () => {
    expect(faultReason(await faultOf(fetch(nobody)))).toContain('ECONNREFUSED');
  });

  it('is that of the innermost cause', async () => {
    const fault = new KeyValueUnavailable(await faultOf(fetch(nobody)));
    expect(faultReason(fault)).toContain('ECONNREFUSED');
  });

  it('is that of the first address where several were tried', () => {
    const tried = new AggregateError([new Error('connect ECONNREFUSED ::1:80'), new Error('the other')]);
    expect(faultReason(new TypeError('fetch failed', { cause: tried }))).toBe('connect ECONNREFUSED ::1:80');
  });

  it('is what was thrown where that is no error', () => {
    expect(faultReason('gone')).toBe('gone');
  });
});

const refused = {
  ok: false,
  error: { kind: 'unavailable', detail: expect.stringContaining('ECONNREFUSED') },
};

describe('a call that reaches nobody', () => {
  it('says why: Spotify', async () => {
    const gate = createPauseGate(clock);
    expect(await request({ fetch, clock, random: () => 0, gate }, nobody, {})).toEqual(refused);
  });

  it('says why: MusicBrainz', async () => {
    expect(await createMusicbrainzClient({ fetch, clock }, { url: nobody }).genres('id')).toEqual(refused);
  });
});
