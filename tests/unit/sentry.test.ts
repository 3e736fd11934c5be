import { randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startInactiveSpan, startNewTrace, startSpan } from '@sentry/nextjs';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { QueueUnavailable } from '@/lib/queue/queue';
import { createOutageSampler } from '@/lib/sentry/outage-sampler';
import { flushSentry, reportError, startSentry } from '@/lib/sentry/sentry';
import { createMovableClock } from '../support/movable-clock';

/** Drawn, because the lines of this file around an error are sent too. */
const CANARY = randomUUID();
const ADDRESS = [203, 0, 113, 9].join('.');
const SOCKET_HEADER = `x-socket-${randomUUID()}`;

/** What Sentry's own client sends, to a server that stands in for Sentry's. */
let sentry: Server;
let product: Server;
const received: string[] = [];

const listen = async (server: Server) => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
};

beforeAll(async () => {
  sentry = createServer(async (request, response) => {
    let body = '';
    for await (const piece of request) body += piece;
    received.push(body);
    response.end('{}');
  });
  await startSentry(`http://key@${await listen(sentry)}/1`, 'test');
});
afterAll(() => {
  product?.close();
  sentry?.close();
});

it('gets an error with its route and request id, and nothing of what the listener sent or where they are', async () => {
  product = createServer(async (request, response) => {
    for await (const _piece of request);
    request.headers[SOCKET_HEADER] = ADDRESS;
    reportError(new Error('the disk is full'), { requestId: 'trace-0001', path: '/api/share' });
    response.end();
  });
  await fetch(`http://${await listen(product)}/api/share?title=${CANARY}`, {
    method: 'POST',
    body: JSON.stringify({ title: CANARY }),
    headers: {
      'content-type': 'application/json',
      'x-forwarded-for': ADDRESS,
      cookie: `session=${CANARY}`,
      'x-secret-thing': CANARY,
    },
  });
  await flushSentry();
  const sent = received.join();
  expect(sent).toContain('the disk is full');
  expect(sent).toContain('trace-0001');
  for (const secret of [CANARY, ADDRESS, SOCKET_HEADER]) expect(sent).not.toContain(secret);
});

it('gets, of the requests it samples, nothing of their queries, and of their headers not even the names', async () => {
  received.splice(0);
  // The least of all draws: every request is sampled.
  vi.spyOn(Math, 'random').mockReturnValue(0);
  const attributes = {
    'http.route': '/search',
    'http.target': `/search?q=${CANARY}`,
    'url.full': `https://archive.example.org/search?q=don't+${CANARY}#${CANARY}`,
    'http.request.header.x-request-id': ['trace-0002'],
    'http.request.header.accept-language': [CANARY],
    [`http.request.header.${SOCKET_HEADER}`]: [ADDRESS],
    [`http.response.header.x-${CANARY}`]: ['set'],
  };
  startNewTrace(() =>
    startSpan({ name: `GET /search?q=${CANARY}`, attributes }, () =>
      startInactiveSpan({ name: `GET https://api.spotify.com/v1/search?q=${CANARY}`, attributes }).end(),
    ),
  );
  vi.restoreAllMocks();
  await flushSentry();
  const sent = received.join();
  for (const said of [
    '"transaction":"GET /search"',
    '"http.route":"/search"',
    'api.spotify.com',
    'trace-0002',
  ]) {
    expect(sent).toContain(said);
  }
  for (const secret of [CANARY, ADDRESS, SOCKET_HEADER]) expect(sent).not.toContain(secret);
});

it('tells nobody else of a request that it samples: Spotify gets no header of it', async () => {
  const headers: string[] = [];
  const spotify = createServer((request, response) => {
    headers.push(...Object.keys(request.headers));
    response.end();
  });
  const address = await listen(spotify);
  await startNewTrace(() => startSpan({ name: 'GET /dashboard' }, () => fetch(`http://${address}/v1/me`)));
  spotify.close();
  expect(headers).toContain('host');
  expect(headers.filter((name) => ['sentry-trace', 'baggage', 'traceparent'].includes(name))).toEqual([]);
});

it('gets one event of an outage, not one a request', async () => {
  received.splice(0);
  for (let request = 0; request < 20; request += 1) reportError(new QueueUnavailable(new Error('hangs')), {});
  await flushSentry();
  expect(received.join().match(/"fingerprint":\["outage","QueueUnavailable"\]/g)).toHaveLength(1);
});

it('hears of each kind of outage again after a minute, and of every error that is none', () => {
  const clock = createMovableClock(new Date('2026-03-02T10:00:00Z'));
  const admits = createOutageSampler(clock);
  const database = Object.assign(new Error('gone'), { code: 'ECONNREFUSED' });
  const queue = new QueueUnavailable(new Error('hangs'));
  expect([database, database, queue, queue].map(admits)).toEqual([true, false, true, false]);
  clock.advance(61_000);
  expect([database, queue].map(admits)).toEqual([true, true]);
  const bug = new TypeError('x is not a function');
  expect([bug, bug].map(admits)).toEqual([true, true]);
});
