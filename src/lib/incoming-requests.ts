import { randomUUID } from 'node:crypto';
import { subscribe } from 'node:diagnostics_channel';
import type { IncomingMessage } from 'node:http';

/** The names of headers that only this process writes: unguessable from outside. */
interface OwnHeaders {
  address: string;
  method: string;
}

const SHARED = Symbol.for('audiospective.own-headers');
const shared: typeof globalThis & { [SHARED]?: OwnHeaders } = globalThis;

function ownHeaders(): OwnHeaders {
  shared[SHARED] ??= { address: `x-socket-${randomUUID()}`, method: `x-method-${randomUUID()}` };
  return shared[SHARED];
}

/** Holds the address of the request's connection. */
export const socketAddressHeader = (): string => ownHeaders().address;

/** Holds the method of a request that no route supports, e.g. TRACE. */
export const unsupportedMethodHeader = (): string => ownHeaders().method;

/** The methods that Next can represent; HEAD and OPTIONS among them. */
export const READABLE_METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

/**
 * Corrects every request before Next reads it. The channel:
 * https://nodejs.org/docs/latest-v20.x/api/diagnostics_channel.html#http
 */
export function prepareIncomingRequests(): void {
  subscribe('http.server.request.start', (message) => {
    prepareRequest((message as { request: IncomingMessage }).request);
  });
}

function prepareRequest(request: IncomingMessage): void {
  // Next gives routes no socket, and trusts a forged X-Forwarded-For.
  request.headers[socketAddressHeader()] = request.socket.remoteAddress ?? '';
  // Next redirects to the host of an absolute address: GET http://elsewhere.example/dashboard HTTP/1.1
  if (!request.url?.startsWith('/')) request.url = pathOf(request.url ?? '');
  const { method = '' } = request;
  if (READABLE_METHODS.includes(method)) return;
  // Next cannot represent such a request and fails with 500; the proxy sees the header and answers 405.
  request.headers[unsupportedMethodHeader()] = method;
  request.method = 'GET';
  request.url = '/';
}

function pathOf(address: string): string {
  if (!URL.canParse(address)) return '/';
  const { pathname, search } = new URL(address);
  return pathname.startsWith('/') ? pathname + search : '/';
}
