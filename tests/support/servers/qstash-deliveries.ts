import { randomUUID } from 'node:crypto';
import { Cron } from 'croner';
import type { Clock } from '@/lib/clock';
import { signDelivery } from '@/lib/queue/sign-delivery';
import type { SigningKeys } from '@/lib/queue/signing-keys';

/** In what the stand-in may differ from a quiet day of QStash. */
export interface QstashNature {
  /** Milliseconds before the n-th retry, n from 1. Default: as QStash waits. */
  backOffMs?: (n: number) => number;
  /** Deliveries at one time; default: as many as are due. */
  parallelism?: number;
  /** QStash promises at least one delivery, and no order: what is due comes in any, and this part of it twice. */
  disorder?: { random: () => number; duplicates: number };
  /** How often schedules fire altogether; default: whenever they are due. */
  ticks?: number;
}

interface Message {
  id: string;
  destination: string;
  body: string;
  /** Headers of the publisher's that go with each delivery. */
  forwarded: [string, string][];
  /** Milliseconds of the clock. */
  dueAt: number;
  retries: number;
  /** The status of each attempt so far that failed; null where none came. */
  failures: (number | null)[];
  scheduleId: string | null;
}

interface Schedule {
  destination: string;
  body: string;
  cron: string;
  retries: number;
  lastFiredAt: Date;
}

/** A message that was given up. */
export interface DeadLetter {
  messageId: string;
  url: string;
  body: string;
  createdAt: number;
  failures: Message['failures'];
}

const DEDUPLICATION_MS = 10 * 60_000;
const DAY_SECONDS = 86_400;

/** 12 s, 2.5 min, 30 min, 6 h, then a day. Source: https://upstash.com/docs/qstash/features/retry */
const publishedBackOff = (n: number) => 1_000 * Math.min(DAY_SECONDS, Math.round(Math.exp(2.5 * n)));

/** `30s`, `2m`, `1h` as milliseconds. Source: https://upstash.com/docs/qstash/features/delay */
function parseDelay(delay: string | null): number {
  const [, amount = '0', unit = 's'] = /^(\d+)([smhd])$/.exec(delay ?? '0s') ?? [];
  return Number(amount) * { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 }[unit as 's' | 'm' | 'h' | 'd'];
}

/** Source: https://upstash.com/docs/qstash/howto/publishing#headers */
function forwardedOf(headers: Headers): [string, string][] {
  const prefix = 'upstash-forward-';
  return [...headers]
    .filter(([name]) => name.startsWith(prefix))
    .map(([name, value]) => [name.slice(prefix.length), value]);
}

export const parseRetries = (retries: string | null) => Number(retries ?? '3');

/** What QStash stores and does, without its HTTP interface. */
export class QstashDeliveries {
  readonly schedules = new Map<string, Schedule>();
  /** The newest first. */
  readonly deadLetters: DeadLetter[] = [];
  key: keyof SigningKeys = 'current';
  /** Deliveries begun, retries and duplicates included. */
  delivered = 0;
  inFlight = 0;
  #ticksLeft: number;
  #waiting: Message[] = [];
  readonly #seen = new Map<string, { messageId: string; until: number }>();

  constructor(
    private readonly clock: Clock,
    readonly keys: SigningKeys,
    private readonly nature: QstashNature,
  ) {
    this.#ticksLeft = nature.ticks ?? Number.POSITIVE_INFINITY;
  }

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
    const forwarded = forwardedOf(headers);
    this.#waiting.push({ id, destination, body, forwarded, dueAt, retries, failures: [], scheduleId: null });
    return { messageId: id, url: destination };
  }

  /** When the next message or schedule is due, milliseconds of the clock; infinite when nothing waits. */
  nextDueAt(): number {
    const schedules = this.#ticksLeft > 0 ? [...this.schedules.values()] : [];
    const ticks = schedules.map((schedule) => nextTick(schedule)?.getTime());
    const times = [...this.#waiting.map(({ dueAt }) => dueAt), ...ticks];
    return Math.min(...times.filter((time) => time !== undefined));
  }

  /** Sends what has become due. */
  work(): void {
    const now = this.clock.now();
    for (const [scheduleId, schedule] of this.schedules) this.#tick(scheduleId, schedule, now);
    const room = (this.nature.parallelism ?? Number.POSITIVE_INFINITY) - this.inFlight;
    const due = this.#inSomeOrder(this.#waiting.filter(({ dueAt }) => dueAt <= now.getTime())).slice(0, room);
    this.#waiting = this.#waiting.filter((message) => !due.includes(message));
    for (const message of due) {
      // A refused last attempt would be a dead letter whose duplicate did the work.
      const isLast = message.failures.length === message.retries;
      if (!isLast && this.#befalls()) void this.#attempt(message);
      void this.#deliver(message);
    }
  }

  #inSomeOrder(messages: Message[]): Message[] {
    const random = this.nature.disorder?.random;
    if (!random) return messages.sort((a, b) => a.dueAt - b.dueAt);
    return messages
      .map((message) => ({ message, place: random() }))
      .sort((a, b) => a.place - b.place)
      .map(({ message }) => message);
  }

  #befalls(): boolean {
    const { disorder } = this.nature;
    return disorder !== undefined && disorder.random() < disorder.duplicates;
  }

  #tick(scheduleId: string, schedule: Schedule, now: Date): void {
    const { destination, body, retries } = schedule;
    const next = nextTick(schedule);
    if (!next || next > now || this.#ticksLeft === 0) return;
    this.#ticksLeft -= 1;
    schedule.lastFiredAt = next;
    const id = `msg_${randomUUID()}`;
    const message = { id, destination, body, forwarded: [], failures: [] };
    this.#waiting.push({ ...message, dueAt: now.getTime(), retries, scheduleId });
  }

  /** An answer that QStash does not hear, though the work was done, is a failure to it. */
  async #deliver(message: Message): Promise<void> {
    const answer = await this.#attempt(message);
    const isUnheard = message.failures.length === 0 && this.#befalls();
    if (answer?.ok && !isUnheard) return;
    const failures = [...message.failures, answer?.status ?? null];
    if (failures.length > message.retries) {
      const { id: messageId, destination: url, body } = message;
      this.deadLetters.unshift({ messageId, url, body, createdAt: this.clock.now().getTime(), failures });
      return;
    }
    const asked = Number(answer?.headers.get('retry-after'));
    const waitMs = asked > 0 ? asked * 1_000 : (this.nature.backOffMs ?? publishedBackOff)(failures.length);
    this.#waiting.push({ ...message, failures, dueAt: this.clock.now().getTime() + waitMs });
  }

  async #attempt({
    id,
    destination,
    body,
    forwarded,
    failures,
    scheduleId,
  }: Message): Promise<Response | null> {
    this.delivered += 1;
    this.inFlight += 1;
    const signature = await signDelivery(this.clock, this.keys[this.key], { url: destination, body });
    const headers = new Headers([...forwarded]);
    const own = {
      'content-type': 'application/json',
      'upstash-signature': signature,
      'upstash-message-id': id,
      'upstash-retried': String(failures.length),
    };
    for (const [name, value] of Object.entries(own)) headers.set(name, value);
    if (scheduleId !== null) headers.set('upstash-schedule-id', scheduleId);
    try {
      const answer = await fetch(destination, { method: 'POST', headers, body });
      await answer.arrayBuffer();
      return answer;
    } catch {
      return null;
    } finally {
      this.inFlight -= 1;
    }
  }
}

const nextTick = ({ cron, lastFiredAt }: Schedule) =>
  new Cron(cron, { timezone: 'UTC', paused: true }).nextRun(lastFiredAt);
