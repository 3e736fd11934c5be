import { Client, QstashError, type Schedule } from '@upstash/qstash';
import { inTime } from '@/lib/promises';
import {
  DEFAULT_RETRIES,
  type DeadLetter,
  type Queue,
  type QueueMessage,
  QueueUnavailable,
} from '@/lib/queue/queue';
import { currentRequestId } from '@/lib/request-context';
import { REQUEST_ID_HEADER } from '@/lib/shared/request-id-header';

export interface QstashSettings {
  /** `QSTASH_TOKEN`. */
  token: string;
  /** The address of QStash. Default: its public one. */
  baseUrl?: string;
  /** The public address of this application, which QStash calls and signs. */
  appUrl: string;
  /** The first part of every id: several installations may share an account. */
  installation: string;
  /** Timeout of one request to QStash, retries included, in milliseconds. Default: 5,000. */
  timeoutMs?: number;
}

type DlqMessage = Awaited<ReturnType<Client['dlq']['listMessages']>>['messages'][number];

type PublishRequest = ReturnType<ReturnType<typeof requestsOf>>;

export const DEFAULT_QSTASH_URL = 'https://qstash.upstash.io';
/** QStash takes up to 100 messages in a batch on every plan. */
const BATCH_SIZE = 100;

/** A message refused as it stands, so that sending it again is of no use; a wrong token or a rate limit will be corrected. */
const isRefused = (error: unknown): boolean =>
  error instanceof QstashError && [400, 404, 413, 422].includes(error.status ?? 0);

/**
 * The client has no timeout of its own. Anything else that fails is an outage; publishing again is safe because of the
 * deduplication id.
 */
async function ask<T>(timeoutMs: number, work: Promise<T>, isFinal = (_: unknown) => false): Promise<T> {
  try {
    return await inTime(work, timeoutMs, () => {
      throw new Error(`QStash did not answer within ${timeoutMs} ms`);
    });
  } catch (error) {
    throw isFinal(error) ? error : new QueueUnavailable(error);
  }
}

const createClient = ({ token, baseUrl = DEFAULT_QSTASH_URL }: QstashSettings): Client =>
  new Client({ token, baseUrl, retry: { retries: 2 }, devMode: false, enableTelemetry: false });

const requestIdHeader = (requestId: string | undefined): Record<string, string> =>
  requestId === undefined ? {} : { [REQUEST_ID_HEADER]: requestId };

const requestsOf =
  ({ appUrl, installation }: QstashSettings) =>
  (message: QueueMessage) => ({
    url: `${appUrl}${message.path}`,
    body: message.body,
    deduplicationId: `${installation}:${message.deduplicationId}`,
    headers: requestIdHeader(message.requestId ?? currentRequestId()),
    delay: Math.max(0, Math.ceil(message.delaySeconds)),
    retries: message.retries ?? DEFAULT_RETRIES,
  });

/** Resolves once all are stored. */
async function publish(client: Client, timeoutMs: number, requests: PublishRequest[]): Promise<void> {
  for (let start = 0; start < requests.length; start += BATCH_SIZE) {
    const group = requests.slice(start, start + BATCH_SIZE);
    const answers: unknown[] = await ask(timeoutMs, client.batchJSON(group), isRefused);
    const stored = answers.filter(isStored).length;
    if (stored !== group.length) {
      throw new QueueUnavailable(new Error(`QStash stored ${stored} of ${group.length} messages`));
    }
  }
}

/** QStash as the queue: at-least-once delivery, signed, with its own retries and dead letters. */
export function createQstashQueue(settings: QstashSettings): Queue {
  const { appUrl, installation, timeoutMs = 5_000 } = settings;
  const client = createClient(settings);
  const toRequest = requestsOf(settings);
  return {
    publish: (messages) => publish(client, timeoutMs, messages.map(toRequest)),
    schedule: async ({ id, cron, path }) => {
      const destination = `${appUrl}${path}`;
      const scheduleId = `${installation}-${id}`;
      const schedule = { scheduleId, cron, destination, body: '{}', retries: DEFAULT_RETRIES };
      await ask(timeoutMs, client.schedules.create(schedule), isRefused);
    },
    inspect: async () => {
      const { messages } = await ask(timeoutMs, client.dlq.listMessages({ count: BATCH_SIZE }));
      const own = messages.filter(({ url }) => url.startsWith(`${appUrl}/`));
      return { due: null, oldestDueAt: null, deadLetters: own.length };
    },
    deadLetters: async (limit) => {
      const { messages } = await ask(
        timeoutMs,
        client.dlq.listMessages({ count: Math.min(limit, BATCH_SIZE) }),
      );
      return messages.filter(({ url }) => url.startsWith(`${appUrl}/`)).map(toDeadLetter);
    },
    checkSchedule: async ({ id, cron, path }) => {
      const found = await ask(timeoutMs, findSchedule(client, `${installation}-${id}`));
      if (found === null) return 'missing';
      if (found.destination !== `${appUrl}${path}`) return 'taken';
      return found.isPaused || found.cron !== cron ? 'changed' : 'ours';
    },
    forget: async () => 0,
  };
}

const toDeadLetter = ({ url, createdAt, body, responseStatus, responseBody }: DlqMessage): DeadLetter => ({
  at: new Date(createdAt),
  path: new URL(url).pathname,
  body: body ?? '',
  answer: [responseStatus, responseBody].filter((part) => part !== undefined).join(' '),
});

const isStored = (answer: unknown) => typeof answer === 'object' && answer !== null && 'messageId' in answer;

async function findSchedule(client: Client, scheduleId: string): Promise<Schedule | null> {
  try {
    return await client.schedules.get(scheduleId);
  } catch (error) {
    if (error instanceof QstashError && error.status === 404) return null;
    throw error;
  }
}
