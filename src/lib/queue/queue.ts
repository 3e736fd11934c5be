/** Default number of retries. */
export const DEFAULT_RETRIES = 3;

/** An HTTP POST that the queue sends later: signed, and retried until the answer is 2xx. */
export interface QueueMessage {
  /** A path of this application, e.g. `/api/queue/archive-batch`. */
  path: `/api/${string}`;
  /** Sent as JSON. */
  body: unknown;
  /**
   * Messages with the same id within ten minutes count as one; in the local queue also while the first one waits.
   * Source: https://upstash.com/docs/qstash/features/deduplication
   */
  deduplicationId: string;
  /** Seconds from now until the first delivery. */
  delaySeconds: number;
  /** Retries when the answer is not 2xx. Default: 3. */
  retries?: number;
  /** Of the request that it came from; its delivery carries it. Default: the request that publishes. */
  requestId?: string | undefined;
}

export interface QueueSchedule {
  id: string;
  /** Five-field cron expression, UTC. */
  cron: string;
  path: `/api/${string}`;
}

export interface QueueFigures {
  /** Messages that wait although they are due; null where the queue does not say. */
  due: number | null;
  oldestDueAt: Date | null;
  /** Messages that no attempt could deliver; QStash counts to 100. */
  deadLetters: number;
}

/** A message that no attempt could deliver. */
export interface DeadLetter {
  at: Date;
  path: string;
  body: string;
  /** What the last attempt ended with; empty where the queue does not say. */
  answer: string;
}

/** `taken`: it calls another address, so another installation has the same name; `changed`: paused, or at other times. */
export type ScheduleState = 'ours' | 'missing' | 'taken' | 'changed';

/**
 * How messages refer to one listener: body fields and the values that mean this listener or their data, e.g.
 * `{ userIds: [7], requestId: [31, 32] }`. Where the field is a list, one matching element is enough.
 */
export type Mentions = Readonly<Record<string, readonly (number | string)[]>>;

/** The queue did not answer in time, or cannot take messages now: a later attempt makes sense. */
export class QueueUnavailable extends Error {
  readonly retryable = true;
  constructor(cause: unknown) {
    super('The queue does not take messages now', { cause });
    this.name = 'QueueUnavailable';
  }
}

/** True for `QueueUnavailable`, also of another copy of this module: Next compiles the start hook and the routes apart. */
export const isQueueUnavailable = (error: unknown): boolean =>
  error instanceof Error && error.name === 'QueueUnavailable';

/** The durable queue. Publishing resolves only when the messages are stored; it throws when they are not. */
export interface Queue {
  publish(messages: readonly QueueMessage[]): Promise<void>;
  /**
   * Creates or updates a schedule; safe to call at every start. It POSTs `{}` to its path, signed and retried like a
   * message. A local schedule catches up on the last slot that passed while no process ran.
   */
  schedule(schedule: QueueSchedule): Promise<void>;
  inspect(): Promise<QueueFigures>;
  /** The latest dead letters, newest first. */
  deadLetters(limit: number): Promise<DeadLetter[]>;
  /** Whether the queue still has the schedule as `schedule` stored it. */
  checkSchedule(schedule: QueueSchedule): Promise<ScheduleState>;
  /**
   * Removes a listener from every stored message, delivered or not: deletes the message, or only the list element where
   * the message is for others too. Returns how many messages changed. QStash messages cannot be searched: there it is 0,
   * and handlers of later deliveries must cope with a missing listener.
   */
  forget(mentions: Mentions): Promise<number>;
}
