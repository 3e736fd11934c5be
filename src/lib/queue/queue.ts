import 'server-only';

/** Deliveries after the first one that a message gets unless it says otherwise. */
export const DEFAULT_RETRIES = 3;

/** One HTTP POST that the queue makes for us later: signed, retried until it is answered with 2xx. */
export interface QueueMessage {
  /** A path of this application, e.g. `/api/queue/archive-batch`. */
  path: `/api/${string}`;
  /** Sent as JSON. */
  body: unknown;
  /**
   * Two messages with one id within ten minutes count as one; in the local queue also as long as the first one waits.
   * Source: https://upstash.com/docs/qstash/features/deduplication
   */
  deduplicationId: string;
  /** Seconds from now until the first delivery. */
  delaySeconds: number;
  /** Deliveries after the first one when the answer is not 2xx; 3 unless given. */
  retries?: number;
}

export interface QueueSchedule {
  id: string;
  /** Five-field cron expression, UTC. */
  cron: string;
  path: `/api/${string}`;
}

/** The durable queue. Publishing resolves only when the messages are stored; it throws when they are not. */
export interface Queue {
  publish(messages: readonly QueueMessage[]): Promise<void>;
  /**
   * Makes the schedule what is given here; safe to call at every start. It POSTs `{}` to its path, signed and retried
   * like a message. A local schedule makes up for the last slot that passed while nothing ran.
   */
  schedule(schedule: QueueSchedule): Promise<void>;
}
