import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Cron } from 'croner';
import type { Clock } from '@/lib/clock';
import { signDelivery } from '@/lib/queue/sign-delivery';
import type { SigningKeys } from '@/lib/queue/signing-keys';

export interface QstashStandIn {
  url: string;
  /** HTTP requests to the API so far, as `METHOD path`. */
  requests(): readonly string[];
  /** How many messages were given up. */
  deadLetters(): number;
  /** Which key signs from now on. */
  signWith(key: keyof SigningKeys): void;
  /** Every request to the API is answered so, or never, until `recover`. */
  fail(how: number | 'hang'): void;
  recover(): void;
  stop(): Promise<void>;
}

interface Message {
  id: string;
  destination: string;
  body: string;
  /** Milliseconds of the clock. */
  dueAt: number;
  retries: number;
  retried: number;
  scheduleId: string | null;
}

interface Schedule {
  destination: string;
  body: string;
  cron: string;
  retries: number;
  lastFiredAt: Date;
}

const DEDUPLICATION_MS = 10 * 60_000;
const RETRY_DELAY_MS = 50;

/** `30s`, `2m`, `1h` as milliseconds. Source: https://upstash.com/docs/qstash/features/delay */
function parseDelay(delay: string | null): number {
  const [, amount = '0', unit = 's'] = /^(\d+)([smhd])$/.exec(delay ?? '0s') ?? [];
  return Number(amount) * { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 }[unit as 's' | 'm' | 'h' | 'd'];
}

const parseRetries = (retries: string | null) => Number(retries ?? '3');

/** What QStash keeps and does, without its HTTP interface. */
class Deliveries {
  readonly schedules = new Map<string, Schedule>();
  readonly deadLetters: { messageId: string; url: string; body: string; createdAt: number }[] = [];
  key: keyof SigningKeys = 'current';
  #waiting: Message[] = [];
  readonly #seen = new Map<string, { messageId: string; until: number }>();

  constructor(
    private readonly clock: Clock,
    private readonly keys: SigningKeys,
  ) {}

  accept(destination: string, headers: Headers, body: string) {
    const now = this.clock.now().getTime();
    const deduplicationId = headers.get('upstash-deduplication-id');
    const seen = deduplicationId === null ? undefined : this.#seen.get(deduplicationId);
    if (seen && seen.until > now) return { messageId: seen.messageId, deduplicated: true };
    const id = `msg_${randomUUID()}`;
    if (deduplicationId !== null)
      this.#seen.set(deduplicationId, { messageId: id, until: now + DEDUPLICATION_MS });
    const dueAt = now + parseDelay(headers.get('upstash-delay'));
    const retries = parseRetries(headers.get('upstash-retries'));
    this.#waiting.push({ id, destination, body, dueAt, retries, retried: 0, scheduleId: null });
    return { messageId: id, url: destination };
  }

  /** Sends what has become due. */
  work(): void {
    const now = this.clock.now();
    for (const [scheduleId, schedule] of this.schedules) this.#tick(scheduleId, schedule, now);
    const due = this.#waiting.filter((message) => message.dueAt <= now.getTime());
    this.#waiting = this.#waiting.filter((message) => !due.includes(message));
    for (const message of due) void this.#deliver(message);
  }

  #tick(scheduleId: string, schedule: Schedule, now: Date): void {
    const { destination, body, retries } = schedule;
    const next = new Cron(schedule.cron, { timezone: 'UTC', paused: true }).nextRun(schedule.lastFiredAt);
    if (!next || next > now) return;
    schedule.lastFiredAt = next;
    const id = `msg_${randomUUID()}`;
    this.#waiting.push({ id, destination, body, dueAt: now.getTime(), retries, retried: 0, scheduleId });
  }

  async #deliver(message: Message): Promise<void> {
    if (await this.#attempt(message)) return;
    if (message.retried >= message.retries)
      this.deadLetters.unshift({
        messageId: message.id,
        url: message.destination,
        body: message.body,
        createdAt: this.clock.now().getTime(),
      });
    else {
      const dueAt = this.clock.now().getTime() + RETRY_DELAY_MS;
      this.#waiting.push({ ...message, retried: message.retried + 1, dueAt });
    }
  }

  async #attempt({ id, destination, body, retried, scheduleId }: Message): Promise<boolean> {
    const signature = await signDelivery(this.clock, this.keys[this.key], { url: destination, body });
    const headers = new Headers({
      'content-type': 'application/json',
      'upstash-signature': signature,
      'upstash-message-id': id,
      'upstash-retried': String(retried),
    });
    if (scheduleId !== null) headers.set('upstash-schedule-id', scheduleId);
    try {
      return (await fetch(destination, { method: 'POST', headers, body })).ok;
    } catch {
      return false;
    }
  }
}

interface BatchItem {
  destination: string;
  headers: Record<string, string>;
  body: string;
}

function answerApi(
  deliveries: Deliveries,
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

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

/**
 * QStash in small: publishes, batches, schedules, deduplication, delays, retries and signed deliveries behave as its
 * documentation says, retries only sooner. Source: https://upstash.com/docs/qstash
 */
export async function startQstashStandIn(
  clock: Clock,
  keys: SigningKeys,
  token: string,
): Promise<QstashStandIn> {
  const deliveries = new Deliveries(clock, keys);
  const requests: string[] = [];
  let trouble: number | 'hang' | null = null;
  const server = createServer(async (request, response) => {
    const path = decodeURIComponent(request.url ?? '/');
    requests.push(`${request.method} ${path}`);
    const body = await readBody(request);
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
    deadLetters: () => deliveries.deadLetters.length,
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
