import { Client } from '@upstash/qstash';
import { destinationUrl } from '@/lib/queue/destination';
import { DEFAULT_RETRIES, type Queue, type QueueMessage } from '@/lib/queue/queue';

export interface QstashSettings {
  /** `QSTASH_TOKEN`. */
  token: string;
  /** The address of QStash. Default: its public one. */
  baseUrl?: string;
  /** The public address of this application, which QStash calls and signs. */
  appUrl: string;
  /** Timeout of one request to QStash, in milliseconds. Default: 10,000. */
  timeoutMs?: number;
}

/** QStash takes up to 100 messages in a batch on every plan. */
const BATCH_SIZE = 100;

/** The client has no timeout of its own. Publishing again is safe because of the deduplication id. */
async function within<T>(timeoutMs: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`QStash did not answer within ${timeoutMs} ms`)), timeoutMs);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** QStash as the queue: at-least-once delivery, signed, with its own retries and dead letters. */
export function createQstashQueue(settings: QstashSettings): Queue {
  const { token, baseUrl = 'https://qstash.upstash.io', appUrl, timeoutMs = 10_000 } = settings;
  const client = new Client({
    token,
    baseUrl,
    retry: { retries: 2 },
    devMode: false,
    enableTelemetry: false,
  });
  const toRequest = (message: QueueMessage) => ({
    url: destinationUrl(appUrl, message.path),
    body: message.body,
    deduplicationId: message.deduplicationId,
    delay: Math.max(0, Math.ceil(message.delaySeconds)),
    retries: message.retries ?? DEFAULT_RETRIES,
  });
  return {
    publish: async (messages) => {
      for (let start = 0; start < messages.length; start += BATCH_SIZE) {
        const group = messages.slice(start, start + BATCH_SIZE).map(toRequest);
        const answers: unknown[] = await within(timeoutMs, client.batchJSON(group));
        const stored = answers.filter(isStored).length;
        if (stored !== group.length) {
          throw new Error(`QStash stored ${stored} of ${group.length} messages; publish them again`);
        }
      }
    },
    schedule: async ({ id, cron, path }) => {
      const destination = destinationUrl(appUrl, path);
      const schedule = { scheduleId: id, cron, destination, body: '{}', retries: DEFAULT_RETRIES };
      await within(timeoutMs, client.schedules.create(schedule));
    },
    forget: async () => 0,
  };
}

const isStored = (answer: unknown) => typeof answer === 'object' && answer !== null && 'messageId' in answer;
