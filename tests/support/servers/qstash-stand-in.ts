import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { Clock } from '@/lib/clock';
import type { SigningKeys } from '@/lib/queue/signing-keys';
import { type DeadLetter, parseRetries, QstashDeliveries, type QstashNature } from './qstash-deliveries';

export interface QstashStandIn {
  url: string;
  /** HTTP requests to the API so far, as `METHOD path`. */
  requests(): readonly string[];
  /** What was given up, the newest first. */
  deadLetters(): readonly DeadLetter[];
  /** Deliveries begun so far, retries and duplicates included. */
  delivered(): number;
  /** Deliveries that wait for their answer. */
  inFlight(): number;
  /** When the next message or schedule is due, milliseconds of the clock; infinite when nothing waits. */
  nextDueAt(): number;
  /** Which key signs from now on. */
  signWith(key: keyof SigningKeys): void;
  /** Every request to the API is answered so, or never, until `recover`. */
  fail(how: number | 'hang'): void;
  recover(): void;
  stop(): Promise<void>;
}

interface BatchItem {
  destination: string;
  headers: Record<string, string>;
  body: string;
}

function answerApi(
  deliveries: QstashDeliveries,
  clock: Clock,
  { method, path, headers, body }: { method: string; path: string; headers: Headers; body: string },
): unknown {
  const publish = /^\/v2\/publish\/(.+)$/.exec(path)?.[1];
  if (publish) return deliveries.accept(publish, headers, body);
  if (path === '/v2/batch') {
    const items = JSON.parse(body) as BatchItem[];
    if (items.length > 100) return null;
    return items.map((item) => deliveries.accept(item.destination, new Headers(item.headers), item.body));
  }
  if (path === '/v2/keys') return deliveries.keys;
  if (path.startsWith('/v2/dlq')) return { messages: deliveries.deadLetters };
  const known = deliveries.schedules.get(/^\/v2\/schedules\/([\w.-]+)$/.exec(path)?.[1] ?? '');
  if (method === 'GET') return known ? { ...known, isPaused: false } : 'unknown';
  const destination = /^\/v2\/schedules\/(.+)$/.exec(path)?.[1];
  const cron = headers.get('upstash-cron');
  if (!destination || !cron) return null;
  const scheduleId = headers.get('upstash-schedule-id') ?? `scd_${randomUUID()}`;
  const retries = parseRetries(headers.get('upstash-retries'));
  deliveries.schedules.set(scheduleId, { destination, body, cron, retries, lastFiredAt: clock.now() });
  return { scheduleId };
}

/**
 * QStash in small: publishes, batches, schedules, deduplication, delays, retries and signed deliveries behave as its
 * documentation says. Source: https://upstash.com/docs/qstash
 */
export async function startQstashStandIn(
  clock: Clock,
  keys: SigningKeys,
  token: string,
  nature: QstashNature = {},
): Promise<QstashStandIn> {
  const deliveries = new QstashDeliveries(clock, keys, nature);
  const requests: string[] = [];
  let trouble: number | 'hang' | null = null;
  const server = createServer(async (request, response) => {
    const path = decodeURIComponent(request.url ?? '/');
    requests.push(`${request.method} ${path}`);
    const body = await text(request);
    if (trouble === 'hang') return;
    if (trouble !== null) return response.writeHead(trouble).end();
    const headers = new Headers(
      Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
    );
    const allowed = headers.get('authorization') === `Bearer ${token}`;
    const answer = allowed
      ? answerApi(deliveries, clock, { method: request.method ?? 'GET', path, headers, body })
      : { error: 'unauthorized' };
    const status = answer === null ? 400 : answer === 'unknown' ? 404 : 201;
    response.writeHead(allowed ? status : 401, { 'content-type': 'application/json' });
    response.end(JSON.stringify(answer ?? { error: 'bad request' }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const worker = setInterval(() => deliveries.work(), 20);
  return {
    url: `http://127.0.0.1:${port}`,
    requests: () => requests,
    deadLetters: () => deliveries.deadLetters,
    delivered: () => deliveries.delivered,
    inFlight: () => deliveries.inFlight,
    nextDueAt: () => deliveries.nextDueAt(),
    signWith: (key) => {
      deliveries.key = key;
    },
    fail: (how) => {
      trouble = how;
    },
    recover: () => {
      trouble = null;
    },
    stop: async () => {
      clearInterval(worker);
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
