import { randomUUID } from 'node:crypto';
import { subscribe } from 'node:diagnostics_channel';
import type { IncomingMessage } from 'node:http';

const HEADER = Symbol.for('audiospective.socket-address-header');
const shared: typeof globalThis & { [HEADER]?: string } = globalThis;

/** The header under which this process notes where a request's connection comes from; nobody outside can guess it. */
export function socketAddressHeader(): string {
  shared[HEADER] ??= `x-socket-${randomUUID()}`;
  return shared[HEADER];
}

/**
 * Notes the address of every request's connection. Next hands routes no socket, and passes an `X-Forwarded-For` that the
 * caller made up on as its own. The channel: https://nodejs.org/docs/latest-v20.x/api/diagnostics_channel.html#http
 */
export function noteSocketAddresses(): void {
  const header = socketAddressHeader();
  subscribe('http.server.request.start', (message) => {
    const { request } = message as { request: IncomingMessage };
    request.headers[header] = request.socket.remoteAddress ?? '';
  });
}
