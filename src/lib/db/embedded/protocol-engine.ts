import type { PGlite } from '@electric-sql/pglite';
import { FrameReader } from './frame-reader';
import { Turnstile } from './turnstile';
import { simpleQuery, startupPacket, sync, type TransactionStatus } from './wire-messages';

const DISK_FULL = '53100';

/** The engine stopped answering: its memory can no longer be trusted, its files can (they recover from the log). */
export class EngineFailure extends Error {}

/** The error in an answer without rows, e.g. that the disk is full. */
function errorIn(answer: Buffer[]): string | undefined {
  const [, code, message] =
    /\0V(?:ERROR|FATAL|PANIC)\0C(\w+)\0M([^\0]+)/.exec(Buffer.concat(answer).toString()) ?? [];
  if (message === undefined) return undefined;
  return code === DISK_FULL ? `${message}. Make room` : message;
}

/**
 * The one engine behind all connections. It has a single session, so a connection must hold the turn (`turns`) from its
 * first message until the transaction is over.
 */
export class ProtocolEngine {
  readonly turns = new Turnstile();
  #failure: EngineFailure | undefined;

  constructor(
    readonly pglite: PGlite,
    readonly onFailure: (failure: EngineFailure) => void = () => {},
  ) {}

  /** Sends raw protocol messages and returns the raw answer, in chunks. Throws `EngineFailure`. */
  async send(messages: Uint8Array): Promise<Buffer[]> {
    if (this.#failure) throw this.#failure;
    const answer: Buffer[] = [];
    try {
      // The streaming call: the plain one parses every answer and never frees it.
      await this.pglite.execProtocolRawStream(messages, {
        syncToFs: false,
        onRawData: (bytes) => void answer.push(Buffer.from(bytes)),
      });
    } catch (cause) {
      throw this.#failed('the database engine ended unexpectedly', cause);
    }
    return answer;
  }

  /** As `send`, for messages that end with a query or a sync: also returns the transaction state afterwards. */
  async sendAndSettle(messages: Uint8Array): Promise<{ answer: Buffer[]; status: TransactionStatus }> {
    const answer = await this.send(messages);
    const tail = Buffer.concat(answer.slice(-2)).subarray(-6);
    const status = String.fromCharCode(tail[5] ?? 0);
    const ready = tail[0] === 0x5a && tail.readInt32BE(1) === 5;
    if (!ready || (status !== 'I' && status !== 'T' && status !== 'E')) {
      const error = errorIn(answer);
      throw this.#failed(
        error ? `the database engine ended: ${error}` : 'the database engine no longer answers',
      );
    }
    return { answer, status };
  }

  /** Runs a statement without rows, for the holder of the turn. Throws what the database says against it. */
  async run(statement: string): Promise<void> {
    const { answer } = await this.sendAndSettle(simpleQuery(statement));
    const error = errorIn(answer);
    if (error) throw new Error(`${statement} failed: ${error}`);
  }

  /** Ends what the holder of the turn left unfinished. The sync ends a pipeline that stopped with an error. */
  async rollBack(extra: Buffer[] = []): Promise<void> {
    await this.sendAndSettle(Buffer.concat([...extra, sync(), simpleQuery('ROLLBACK')]));
  }

  /** The parameter statuses that the engine sends to a client at login, as raw messages. */
  async announcedParameters(): Promise<Buffer[]> {
    const packet = startupPacket({ user: 'postgres', database: 'postgres' });
    const reader = new FrameReader(1 << 20);
    for (const chunk of await this.send(packet)) reader.push(chunk);
    const statuses: Buffer[] = [];
    for (let frame = reader.take(); frame; frame = reader.take()) {
      if (frame.type === 'S') statuses.push(Buffer.from(frame.bytes));
    }
    return statuses;
  }

  #failed(text: string, cause?: unknown): EngineFailure {
    if (!this.#failure) {
      this.#failure = new EngineFailure(text, { cause });
      this.onFailure(this.#failure);
    }
    return this.#failure;
  }
}
