import { createServer, request as rawRequest, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createLogger } from '@/lib/logger';
import { metrics } from '@/lib/metrics';
import { routeLabel } from '@/lib/route-label';
import { watchRequests } from '@/lib/watch-requests';

import { routePaths } from '../support/routes/routes-on-disk';
import { waitUntil } from '../support/wait-until';

const lines: string[] = [];
const logger = createLogger('info', { write: (line) => lines.push(line) });
let server: Server;
let address: string;

beforeAll(async () => {
  watchRequests(logger);
  server = createServer((request, response) => {
    logger.info('inside');
    response.statusCode = request.url?.startsWith('/nowhere') ? 404 : request.method === 'GET' ? 200 : 405;
    response.end(String(request.headers['x-request-id']));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
beforeEach(() => void lines.splice(0));
afterAll(() => void server.close());

const said = () => lines.map((line) => JSON.parse(line));

async function ask(path: string, id?: string) {
  const response = await fetch(`${address}${path}`, { headers: id ? { 'x-request-id': id } : {} });
  return { id: response.headers.get('x-request-id'), seen: await response.text() };
}

describe('a request to this process', () => {
  it('is one line with method, route, status, time and id, without what identifies anybody', async () => {
    const { id, seen } = await ask('/share/Ab3dEf6hIj9k?from=mail', 'trace-0001');
    await waitUntil('the line', () => lines.length === 2);
    const line = {
      method: 'GET',
      route: '/share/[id]',
      status: 200,
      requestId: 'trace-0001',
      msg: 'request',
    };
    expect([id, seen]).toEqual(['trace-0001', 'trace-0001']);
    expect(said()[1]).toMatchObject({ ...line, ms: expect.any(Number) });
    expect(lines.join()).not.toContain('Ab3dEf6hIj9k');
  });

  it('has an id of its own in each line of its work, also over one connection', async () => {
    const [first, second] = [await ask('/api/stats'), await ask('/api/stats')];
    await waitUntil('all lines', () => lines.length === 4);
    expect(first.id).not.toBe(second.id);
    for (const { id } of [first, second]) {
      const own = said().filter(({ requestId }) => requestId === id);
      expect(own.map(({ msg }) => msg)).toEqual(['inside', 'request']);
    }
  });

  it('is measured by its route, and a probe is no line', async () => {
    await ask('/api/health/live');
    await ask('/nowhere/at/all');
    await waitUntil('the line', () => lines.some((line) => line.includes('unknown')));
    expect(said().filter(({ route }) => route === '/api/health/live')).toEqual([]);
    const text = await metrics().registry.metrics();
    expect(text).toContain('_count{method="GET",route="/api/health/live",status="2xx"} 1');
    expect(text).toContain('_count{method="GET",route="unknown",status="4xx"} 1');
  });
});

describe('a stranger', () => {
  const send = (method: string, path: string) =>
    new Promise<void>((resolve, reject) => {
      rawRequest(`${address}${path}`, { method }, (response) => response.resume().once('end', resolve))
        .once('error', reject)
        .end();
    });

  it('makes the answer to Prometheus no longer by trying every method everywhere', async () => {
    const series = async () => (await metrics().registry.metrics()).split('\n').length;
    const refused = async (method: string) => {
      for (const path of ['/api/stats', '/api/share', '/dashboard']) await send(method, path);
    };
    await refused('PROPFIND');
    await waitUntil('the lines', () => said().filter(({ method }) => method === 'PROPFIND').length === 3);
    const before = await series();
    for (const method of ['PURGE', 'MKCOL', 'DELETE', 'POST', 'LOCK']) await refused(method);
    await waitUntil('the lines', () => said().filter(({ method }) => method === 'LOCK').length === 3);
    expect(await series()).toBe(before);
    expect(await metrics().registry.metrics()).toContain(
      '_count{method="other",route="/api/stats",status="4xx"}',
    );
  });
});

describe('the name of a route', () => {
  it('holds no id', () => {
    const ids = ['17', 'Ab3dEf6hIj9k', '0123456789abcdef'];
    for (const path of [...routePaths, '/artist/[id]', '/share/[shareId]/image.png']) {
      const names = ids.map((id) => routeLabel(path.replace(/\[[^/]+\]/g, id), 200));
      if (/\[\w+\]/.test(path)) expect(new Set(names).size, path).toBe(1);
      expect(names.join()).not.toMatch(/Ab3|0123|17/);
    }
  });

  it('takes an id that reads like a word for an id', () => {
    expect(routeLabel('/share/abcdefghijkl/image.png', 200)).toBe('/share/[id]/image.png');
    expect(routeLabel('/share/new', 200)).toBe('/share/new');
  });

  it('is not taken from what was refused or redirected', () => {
    expect(routeLabel('/flooded', 429)).toBe('other');
    expect(routeLabel('/wandering/', 308)).toBe('other');
    expect(routeLabel('/broken', 500)).toBe('/broken');
    expect(routeLabel('/broken', 429)).toBe('/broken');
    expect(routeLabel('/', 307)).toBe('/');
  });

  it('is one of a few, whatever strangers ask for', () => {
    const names = Array.from({ length: 5_000 }, (_, n) =>
      routeLabel(`/x${String.fromCharCode(97 + (n % 26))}/${n.toString(36).replace(/\d/g, 'q')}`, 200),
    );
    expect(new Set(names).size).toBeLessThanOrEqual(151);
    expect(names.at(-1)).toBe('other');
  });
});
