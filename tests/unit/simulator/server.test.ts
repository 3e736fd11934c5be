import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { type RunningSimulator, startSimulator } from '../../../simulator/server';

let running: RunningSimulator | null = null;

afterEach(async () => {
  await running?.close();
  running = null;
});

/** A simulator on a free port and the headers of a signed-in listener. */
async function started() {
  running = await startSimulator({ port: 0 });
  const { accessToken } = running.simulator.control.issueTokens('regular');
  return { ...running, headers: { authorization: `Bearer ${accessToken}` } };
}

describe('the simulator on a socket', () => {
  it('serves the Web API, the consent page and art under one address, which its links name', async () => {
    const { url, headers } = await started();
    const page = await (await fetch(`${url}/v1/me/player/recently-played?limit=3`, { headers })).json();
    expect(page).toMatchObject({ limit: 3, href: `${url}/v1/me/player/recently-played?limit=3` });
    const art = await fetch(page.items[0].track.album.images[0].url);
    expect(art.headers.get('content-type')).toBe('image/svg+xml');
    const home = await (await fetch(url)).text();
    expect(home).toContain('Spotify simulator');
  });

  it('takes a form from a browser and sends it back to the app', async () => {
    const { url } = await started();
    const query = new URLSearchParams({
      client_id: 'simulator-client',
      response_type: 'code',
      state: 's',
      redirect_uri: 'http://127.0.0.1:3000/cb',
    });
    const body = new URLSearchParams({ listener: 'quiet' });
    const answer = await fetch(`${url}/authorize?${query}`, { method: 'POST', body, redirect: 'manual' });
    expect(answer.status).toBe(303);
    expect(answer.headers.get('location')).toMatch(/^http:\/\/127\.0\.0\.1:3000\/cb\?code=.+&state=s$/);
  });

  it('breaks connections on request', async () => {
    const { url, headers, simulator } = await started();
    for (const at of ['before', 'after'] as const) {
      simulator.control.addFault({ fault: { kind: 'cut', at } });
      await expect(fetch(`${url}/v1/me`, { headers })).rejects.toThrow('fetch failed');
    }
    simulator.control.addFault({ fault: { kind: 'cut' } });
    const answer = await fetch(`${url}/v1/me/player/recently-played`, { headers });
    await expect(answer.text()).rejects.toThrow();
    expect((await fetch(`${url}/v1/me`, { headers })).status).toBe(200);
  });

  it('stops waiting when the caller has gone', async () => {
    const { url, headers, simulator } = await started();
    simulator.control.addFault({ fault: { kind: 'slow', ms: 60_000 } });
    const caller = new AbortController();
    const answer = expect(fetch(`${url}/v1/me`, { headers, signal: caller.signal })).rejects.toThrow();
    await expect.poll(() => simulator.control.faults()).toMatchObject([{ struck: 1 }]);
    caller.abort();
    await answer;
    await expect
      .poll(() => simulator.control.requests().recent)
      .toMatchObject([{ status: 0, fault: 'slow' }]);
  });

  it('says so when its port is taken', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as AddressInfo;
    await expect(startSimulator({ port })).rejects.toThrow('EADDRINUSE');
    await new Promise((resolve) => other.close(resolve));
  });
});
