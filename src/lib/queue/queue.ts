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

/**
 * What messages say about one listener: a field of their bodies and the values that mean this listener or something of
 * theirs, e.g. `{ userIds: [7], requestId: [31, 32] }`. Where the field is a list, one of its elements is enough.
 */
export type Mentions = Readonly<Record<string, readonly (number | string)[]>>;

/** The durable queue. Publishing resolves only when the messages are stored; it throws when they are not. */
export interface Queue {
  publish(messages: readonly QueueMessage[]): Promise<void>;
  /**
   * Makes the schedule what is given here; safe to call at every start. It POSTs `{}` to its path, signed and retried
   * like a message. A local schedule makes up for the last slot that passed while nothing ran.
   */
  schedule(schedule: QueueSchedule): Promise<void>;
  /**
   * Takes a listener out of every message that is stored, delivered or not: the message goes, or only the element of
   * its list where others stand beside it. Answers how many messages that were. QStash keeps no messages that could be
   * searched: there it is 0, and what arrives later must find nobody.
   */
  forget(mentions: Mentions): Promise<number>;
}
