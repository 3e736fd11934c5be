import { createServer, type IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  prepareIncomingRequests,
  socketAddressHeader,
  unsupportedMethodHeader,
} from '@/lib/incoming-requests';

let seen: IncomingMessage | undefined;
const server = createServer((request, response) => {
  seen = request;
  response.end();
});

beforeAll(async () => {
  prepareIncomingRequests();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

/** The request as a handler behind the server sees it. */
async function send(requestLine: string): Promise<IncomingMessage> {
  const address = server.address();
  if (typeof address !== 'object' || !address) throw new Error('The server listens on a port.');
  seen = undefined;
  await new Promise((resolve, reject) => {
    const socket = connect(address.port, '127.0.0.1', () => {
      socket.write(`${requestLine} HTTP/1.1\r\nHost: ours.example\r\nConnection: close\r\n\r\n`);
    });
    socket.on('error', reject).on('end', resolve).resume();
  });
  if (!seen) throw new Error(`${requestLine} did not arrive`);
  return seen;
}

describe('a request, before Next reads it', () => {
  it.each([
    ['GET /dashboard?a=1', '/dashboard?a=1'],
    ['GET http://evil.example/dashboard?a=1', '/dashboard?a=1'],
    ['GET http://evil.example', '/'],
    ['GET http://evil.example//other.example/', '//other.example/'],
    ['GET ftp://evil.example/x', '/x'],
    ['OPTIONS *', '/'],
  ])('%s asks for %s, and for no other host', async (line, url) => {
    const request = await send(line);
    expect(request.url).toBe(url);
    expect(request.headers.host).toBe('ours.example');
    expect(request.headers[unsupportedMethodHeader()]).toBeUndefined();
  });

  it.each(['TRACE', 'PROPFIND', 'PURGE'])(
    'with the method %s is marked, and runs nothing',
    async (method) => {
      const request = await send(`${method} /api/user/delete`);
      expect([request.method, request.url]).toEqual(['GET', '/']);
      expect(request.headers[unsupportedMethodHeader()]).toBe(method);
    },
  );

  it.each(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])(
    'with the method %s stays as it is',
    async (method) => {
      const request = await send(`${method} /api/user`);
      expect([request.method, request.url]).toEqual([method, '/api/user']);
    },
  );

  it('carries the address of its connection', async () => {
    expect((await send('GET /')).headers[socketAddressHeader()]).toMatch(/127\.0\.0\.1$/);
  });
});
