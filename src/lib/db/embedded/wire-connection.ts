import type { Socket } from 'node:net';
import { copyInKind, sqlOf, withoutCopyInvitation } from './copy-in';
import { type Frame, type FrameReader, MalformedFrame } from './frame-reader';
import type { ProtocolEngine } from './protocol-engine';
import { StatementNames } from './statement-names';
import type { LeaveTurnstile } from './turnstile';
import {
  closeStatement,
  copyInResponse,
  errorResponse,
  oneTextRow,
  readyForQuery,
  sync,
} from './wire-messages';

/** A statement that the server answers by itself, like `BACKUP`. The answer is one text. */
export type ServerCommands = ReadonlyMap<string, () => Promise<string>>;

export interface ConnectionOptions {
  id: number;
  commands: ServerCommands;
  /** How long a client may keep a transaction open without sending anything: all others wait for it. */
  idleInTransactionMs: number;
  /** The `application_name` of the client: turns go round between applications. */
  application: string;
}

/** The client's pending work, in the order in which it arrived. */
type Work =
  | { kind: 'send'; messages: Buffer; settles: boolean; copyIn: boolean }
  | { kind: 'answer'; error: string }
  | { kind: 'command'; run: () => Promise<string> };

/** One logged-in client: splits its messages into units of work and runs them on the engine in its turns. */
export class WireConnection {
  readonly #names: StatementNames;
  #work: Work[] = [];
  #pipeline: Buffer[] = [];
  #copyIn: Buffer[] | null = null;
  #leave: LeaveTurnstile | null = null;
  #running = false;
  #ending = false;
  #gone = false;
  #idleTimer: NodeJS.Timeout | undefined;
  #markClosed: () => void = () => {};
  /** Resolves once the client has disconnected and left nothing in the engine. */
  readonly closed = new Promise<void>((resolve) => {
    this.#markClosed = resolve;
  });

  constructor(
    readonly socket: Socket,
    readonly engine: ProtocolEngine,
    readonly reader: FrameReader,
    readonly options: ConnectionOptions,
  ) {
    this.#names = new StatementNames(options.id);
    socket.on('close', () => {
      this.#gone = true;
      this.#run();
    });
  }

  /** True while a statement of this client runs or a transaction of it is open. */
  get busy(): boolean {
    return this.#leave !== null || this.#work.length > 0;
  }

  /** Takes the reader's messages. Call it whenever bytes have arrived. */
  receive(): void {
    try {
      for (let frame = this.reader.take(); frame; frame = this.reader.take()) this.#accept(frame);
    } catch (error) {
      if (!(error instanceof MalformedFrame)) throw error;
      this.terminate('08P01', `the connection is out of step: ${error.message}`);
    }
    this.#run();
  }

  /** Sends the client an error and ends the connection. */
  terminate(code: string, text: string): void {
    if (!this.socket.destroyed) this.socket.write(errorResponse('FATAL', code, text));
    this.socket.destroySoon();
  }

  #accept({ type, bytes }: Frame): void {
    if (this.#ending) return;
    if (type === 'X') this.#ending = true;
    else if (this.#copyIn) this.#acceptRows(this.#copyIn, type, bytes);
    else if (type === 'Q') this.#acceptQuery(bytes);
    else if (!'dcf'.includes(type)) this.#acceptPipelined(type, bytes);
  }

  #acceptQuery(bytes: Buffer): void {
    const sql = sqlOf('Q', bytes);
    const command = this.options.commands.get(sql.replace(/[;\s]+$/, ''));
    const copy = copyInKind(sql);
    if (command) this.#work.push({ kind: 'command', run: command });
    else if (copy === 'unsupported')
      this.#work.push({ kind: 'answer', error: 'COPY FROM STDIN must be alone' });
    else if (copy === 'copy') {
      this.#copyIn = [bytes];
      this.socket.write(copyInResponse());
    } else this.#work.push({ kind: 'send', messages: bytes, settles: true, copyIn: false });
  }

  #acceptRows(rows: Buffer[], type: string, bytes: Buffer): void {
    if ('dcf'.includes(type)) rows.push(bytes);
    if (type !== 'c' && type !== 'f') return;
    this.#work.push({ kind: 'send', messages: Buffer.concat(rows), settles: true, copyIn: true });
    this.#copyIn = null;
  }

  #acceptPipelined(type: string, bytes: Buffer): void {
    if (type === 'P' && copyInKind(sqlOf('P', bytes)) !== 'none') {
      this.terminate('0A000', 'COPY FROM STDIN works only as a simple query');
      return;
    }
    this.#pipeline.push(this.#names.translate(type, bytes));
    if (type !== 'S' && type !== 'H' && type !== 'F') return;
    const messages = Buffer.concat(this.#pipeline);
    this.#pipeline = [];
    this.#work.push({ kind: 'send', messages, settles: type !== 'H', copyIn: false });
  }

  /** Runs the pending work, unless that is happening already. */
  #run(): void {
    if (this.#running) return;
    this.#running = true;
    clearTimeout(this.#idleTimer);
    this.#workOff()
      .catch(() => {
        this.#work = [];
        this.socket.destroy();
      })
      .finally(() => {
        this.#running = false;
        if (this.#work.length > 0 && !this.#gone) this.#run();
      });
  }

  async #workOff(): Promise<void> {
    while (!this.#gone) {
      const work = this.#work[0];
      if (!work) break;
      await this.#perform(work);
      this.#work.shift();
    }
    if (this.#gone) await this.#cleanUp();
    else if (this.#ending) this.socket.end();
    else if (this.#leave) this.#watchIdleTransaction();
  }

  async #perform(work: Work): Promise<void> {
    if (work.kind === 'command') return this.#performCommand(work.run);
    this.#leave ??= await this.engine.turns.enter(this.options.application);
    if (this.#gone) return;
    if (work.kind === 'answer') {
      const { status } = await this.engine.sendAndSettle(sync());
      this.socket.write(Buffer.concat([errorResponse('ERROR', '0A000', work.error), readyForQuery(status)]));
      this.#settle(status);
      return;
    }
    if (!work.settles) {
      this.#write(await this.engine.send(work.messages));
      return;
    }
    const { answer, status } = await this.engine.sendAndSettle(work.messages);
    this.#write(work.copyIn ? withoutCopyInvitation(answer) : answer);
    this.#settle(status);
  }

  /** Commands take a turn of their own, so they can't run inside the client's transaction. */
  async #performCommand(run: () => Promise<string>): Promise<void> {
    if (this.#leave) {
      this.#write([errorResponse('ERROR', '25001', 'not inside a transaction'), readyForQuery('E')]);
      return;
    }
    try {
      this.#write([oneTextRow('result', await run()), readyForQuery('I')]);
    } catch (error) {
      this.#write([errorResponse('ERROR', '58030', String(error)), readyForQuery('I')]);
    }
  }

  #settle(status: string): void {
    if (status !== 'I') return;
    this.#leave?.();
    this.#leave = null;
  }

  #write(chunks: Buffer[]): void {
    if (this.socket.destroyed) return;
    this.socket.cork();
    for (const chunk of chunks) this.socket.write(chunk);
    this.socket.uncork();
  }

  #watchIdleTransaction(): void {
    this.#idleTimer = setTimeout(
      () =>
        this.terminate('25P03', 'terminated: the transaction was left idle, and everyone else waits for it'),
      this.options.idleInTransactionMs,
    );
  }

  async #cleanUp(): Promise<void> {
    clearTimeout(this.#idleTimer);
    this.#work = [];
    try {
      const forgotten = this.#names.open.map(closeStatement);
      if (this.#leave || forgotten.length > 0) {
        this.#leave ??= await this.engine.turns.enter(this.options.application);
        await this.engine.rollBack(forgotten);
      }
    } finally {
      this.#leave?.();
      this.#leave = null;
      this.#markClosed();
    }
  }
}
