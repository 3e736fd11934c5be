import type {
  DeadLetter,
  Mentions,
  Queue,
  QueueFigures,
  QueueMessage,
  QueueSchedule,
  ScheduleState,
} from '@/lib/queue/queue';

export interface Waiting {
  message: QueueMessage;
  /** ms UTC of the first delivery. */
  dueAt: number;
}

/**
 * The outside queue on virtual time: stores, delays and deduplicates like the real ones, and hands a message out when
 * its time has come. What is done with it, and how often, is up to the test that takes it.
 */
export class VirtualQueue implements Queue {
  private waiting: Waiting[] = [];
  private readonly seen = new Map<string, number>();
  readonly published: QueueMessage[] = [];

  constructor(private readonly now: () => number) {}

  async publish(messages: readonly QueueMessage[]): Promise<void> {
    // What goes over the wire is JSON: dates become text here as they do there.
    const sent: QueueMessage[] = messages.map((m) => ({ ...m, body: JSON.parse(JSON.stringify(m.body)) }));
    for (const message of sent) {
      const lastSeen = this.seen.get(message.deduplicationId);
      const isWaiting = this.waiting.some((w) => w.message.deduplicationId === message.deduplicationId);
      if (isWaiting || (lastSeen !== undefined && this.now() - lastSeen < 600_000)) continue;
      this.seen.set(message.deduplicationId, this.now());
      this.published.push(message);
      this.waiting.push({ message, dueAt: this.now() + message.delaySeconds * 1000 });
    }
    this.waiting.sort((a, b) => a.dueAt - b.dueAt);
  }

  async schedule(_schedule: QueueSchedule): Promise<void> {}

  async inspect(): Promise<QueueFigures> {
    const due = this.waiting.filter(({ dueAt }) => dueAt <= this.now());
    const [oldest] = due;
    return { due: due.length, oldestDueAt: oldest ? new Date(oldest.dueAt) : null, deadLetters: 0 };
  }

  async deadLetters(): Promise<DeadLetter[]> {
    return [];
  }

  async checkSchedule(): Promise<ScheduleState> {
    return 'ours';
  }

  /** Like QStash: what waits cannot be searched, and is delivered to nobody. */
  async forget(_mentions: Mentions): Promise<number> {
    return 0;
  }

  /** When the next message is due; undefined when none waits. */
  nextDueAt(): number | undefined {
    return this.waiting[0]?.dueAt;
  }

  /** Takes the next message that is due at `now`. */
  take(): Waiting | undefined {
    const [next] = this.waiting;
    if (!next || next.dueAt > this.now()) return undefined;
    this.waiting.shift();
    return next;
  }

  /** Puts a message back for another delivery, as a queue does when the answer was no 2xx. */
  putBack(waiting: Waiting, delayMs: number): void {
    this.waiting.push({ ...waiting, dueAt: this.now() + delayMs });
    this.waiting.sort((a, b) => a.dueAt - b.dueAt);
  }

  pending(): readonly Waiting[] {
    return this.waiting;
  }
}
