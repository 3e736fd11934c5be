import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { trace } from '@opentelemetry/api';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { forRequest } from '@/lib/request-context';
import { startTracing } from '@/lib/tracing/tracing';

const received: { path: string | undefined; body: string }[] = [];
let collector: Server | undefined;

// Another file of this process may have started Sentry, which records one span in twenty.
beforeEach(() => trace.disable());
afterEach(() => {
  collector?.close();
  trace.disable();
  received.splice(0);
});

/** A collector in small: it takes OTLP over HTTP, as JSON. */
async function startCollector(): Promise<string> {
  collector = createServer(async (request, response) => {
    let body = '';
    for await (const piece of request) body += piece;
    received.push({ path: request.url, body });
    response.end('{}');
  });
  const server = collector;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const isRecording = () => trace.getTracer('next.js').startSpan('GET /dashboard').isRecording();

it('does nothing without an endpoint', async () => {
  const stop = await startTracing(undefined);
  expect(isRecording()).toBe(false);
  await stop();
});

it('sends the spans of a request with its id, and without queries, ids of shared reports and cookies', async () => {
  const stop = await startTracing(await startCollector());
  expect(isRecording()).toBe(true);
  forRequest('trace-0001', () => {
    const attributes = {
      'http.target': '/api/auth/callback/spotify?code=a-secret-code&state=another',
      'http.url': 'https://archive.example.org/share/Ab3dEf6hIj9k?from=ada@example.org',
      'http.request.header.cookie': 'session=a-session',
      'http.request.header.x-hidden-7f3a': 'a-session',
      'client.address': '203.0.113.9',
      'http.route': '/api/auth/[...nextauth]',
    };
    const tracer = trace.getTracer('next.js');
    tracer.startSpan('GET /api/auth/[...nextauth]', { attributes }).end();
    tracer.startSpan('fetch GET https://api.spotify.com/v1/search?q=another').end();
  });
  await stop();
  expect(received.map(({ path }) => path)).toEqual(['/v1/traces']);
  const sent = received.map(({ body }) => body).join();
  for (const word of [
    'audiospective',
    'trace-0001',
    'GET /api/auth/[...nextauth]',
    '/share/[id]',
    'api.spotify.com',
  ]) {
    expect(sent).toContain(word);
  }
  expect(sent).not.toMatch(
    /a-secret-code|another|a-session|x-hidden|203\.0\.113\.9|Ab3dEf6hIj9k|ada@example/,
  );
});
