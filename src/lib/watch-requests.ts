import { subscribe } from 'node:diagnostics_channel';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { READABLE_METHODS } from '@/lib/incoming-requests';
import type { Logger } from '@/lib/logger';
import { metrics } from '@/lib/metrics';
import { enterRequest } from '@/lib/request-context';
import { requestIdOf } from '@/lib/request-id';
import { routeLabel } from '@/lib/route-label';
import { REQUEST_ID_HEADER } from '@/lib/shared/request-id-header';

/** Monitors and load balancers ask these every few seconds. */
const PROBES = /^\/(api\/)?(metrics|health(\/.*)?)$/;

interface Begun {
  request: IncomingMessage;
  response: ServerResponse;
}

/**
 * Gives each request of this process an id, which every line about it has, and when it ends one line in the log and one
 * measurement. Call before any other subscriber changes the request. The channel:
 * https://nodejs.org/docs/latest-v20.x/api/diagnostics_channel.html#http
 */
export function watchRequests(logger: Pick<Logger, 'info' | 'debug'>): void {
  subscribe('http.server.request.start', (message) => watch(message as Begun, logger));
}

function watch({ request, response }: Begun, logger: Pick<Logger, 'info' | 'debug'>): void {
  const requestId = requestIdOf({ get: (name) => [request.headers[name]].flat()[0] ?? null });
  request.headers[REQUEST_ID_HEADER] = requestId;
  response.setHeader(REQUEST_ID_HEADER, requestId);
  enterRequest(requestId);
  const { method = '', url = '' } = request;
  const path = url.split('?')[0] ?? '';
  const startedAt = performance.now();
  response.once('close', () => {
    const ms = performance.now() - startedAt;
    // A client that left before the answer began got no status.
    const status = response.headersSent ? response.statusCode : 499;
    const route = routeLabel(path, status);
    const labels = { method: methodLabel(method, status), route, status: `${Math.floor(status / 100)}xx` };
    metrics().requestSeconds.observe(labels, ms / 1000);
    const level = route === 'static' || PROBES.test(path) ? 'debug' : 'info';
    logger[level]({ requestId, method, route, status, ms: Math.round(ms) }, 'request');
  });
}

const METHOD_NOT_ALLOWED = 405;

/** A stranger can try every method at every address: those that a route does not have count as one. */
const methodLabel = (method: string, status: number): string =>
  READABLE_METHODS.includes(method) && status !== METHOD_NOT_ALLOWED ? method : 'other';
