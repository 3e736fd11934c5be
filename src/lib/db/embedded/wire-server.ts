import { randomInt, timingSafeEqual } from 'node:crypto';
import { createServer, type Server, type Socket } from 'node:net';
import type { PGlite } from '@electric-sql/pglite';
import { FrameReader, MalformedFrame } from './frame-reader';
import { type EngineFailure, ProtocolEngine } from './protocol-engine';
import { type ServerCommands, WireConnection } from './wire-connection';
import {
  applicationOf,
  askForPassword,
  authenticationOk,
  backendKey,
  errorResponse,
  parameterStatus,
  readyForQuery,
  STARTUP_CODE,
} from './wire-messages';

const HOST = '127.0.0.1';
const LONGEST_STARTUP_BYTES = 10_000;
const LONGEST_MESSAGE_BYTES = 512 * 1024 * 1024;
const LOGIN_MS = 30_000;
const MAX_CONNECTIONS = 200;

export interface WireServerOptions {
  /** TCP port on 127.0.0.1; 0 lets the system choose. */
  port: number;
  password: string;
  /** Statements that the server answers itself; they run outside of any client's turn. */
  commands?: ServerCommands;
  /** Further parameter statuses for every client at login. */
  parameters?: Record<string, string>;
  /** Default 60,000 ms. */
  idleInTransactionMs?: number;
  /** The engine failed: no further request can be answered. */
  onEngineFailure?: (failure: EngineFailure) => void;
}

export interface WireServer {
  port: number;
  engine: ProtocolEngine;
  /**
   * Accepts no more clients, gives open transactions `graceMs` (default 0) to end, then disconnects clients and rolls
   * back. The engine itself stays open.
   */
  close(graceMs?: number): Promise<void>;
}

/** Serves one PGlite to PostgreSQL clients on the loopback address. Rejects if the port is taken (EADDRINUSE). */
export async function startWireServer(pglite: PGlite, options: WireServerOptions): Promise<WireServer> {
  const engine = new ProtocolEngine(pglite, options.onEngineFailure);
  const lobby = new Lobby(engine, options, await engine.announcedParameters());
  const server = createServer({ noDelay: true }, (socket) => lobby.welcome(socket));
  const port = await listen(server, options.port);
  return { port, engine, close: (graceMs = 0) => lobby.close(server, graceMs) };
}

async function listen(server: Server, port: number): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, HOST, resolve);
  });
  const address = server.address();
  return typeof address === 'object' && address ? address.port : port;
}

/** Accepts clients, logs them in and lists them. */
class Lobby {
  readonly #strangers = new Set<Socket>();
  readonly #connections = new Set<WireConnection>();
  readonly #password: Buffer;
  #nextId = 1;

  constructor(
    readonly engine: ProtocolEngine,
    readonly options: WireServerOptions,
    readonly announced: Buffer[],
  ) {
    this.#password = Buffer.from(options.password);
  }

  welcome(socket: Socket): void {
    const reader = new FrameReader(LONGEST_STARTUP_BYTES);
    const timer = setTimeout(() => socket.destroy(), LOGIN_MS);
    let application: string | null = null;
    this.#strangers.add(socket);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => {
      clearTimeout(timer);
      this.#strangers.delete(socket);
    });
    const onData = (chunk: Buffer) => {
      reader.push(chunk);
      try {
        application ??= this.#introduce(socket, reader);
        if (application === null || !this.#passwordGiven(socket, reader)) return;
      } catch (error) {
        if (!(error instanceof MalformedFrame)) throw error;
        socket.destroy();
        return;
      }
      socket.off('data', onData);
      clearTimeout(timer);
      this.#strangers.delete(socket);
      this.#admit(socket, reader, application);
    };
    socket.on('data', onData);
  }

  async close(server: Server, graceMs: number): Promise<void> {
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    for (const socket of this.#strangers) socket.destroy();
    const connections = [...this.#connections];
    const end = (connection: WireConnection) =>
      connection.terminate('57P01', 'the database is shutting down');
    for (const connection of connections) if (!connection.busy) end(connection);
    const deadline = Date.now() + graceMs;
    while (connections.some((connection) => connection.busy) && Date.now() < deadline) {
      await new Promise((resolve) => setTimeout(resolve, 20));
      for (const connection of connections) if (!connection.busy) end(connection);
    }
    for (const connection of connections) end(connection);
    const cutOff = setTimeout(() => {
      for (const connection of connections) connection.socket.destroy();
    }, 500);
    await Promise.all(connections.map((connection) => connection.closed));
    clearTimeout(cutOff);
    await closed;
  }

  /** Reads the packets before the login. The name of the client's application once it has asked for a session. */
  #introduce(socket: Socket, reader: FrameReader): string | null {
    for (let packet = reader.takeStartup(); packet; packet = reader.takeStartup()) {
      const code = packet.readInt32BE(4);
      if (code === STARTUP_CODE.ssl || code === STARTUP_CODE.gssEncryption) {
        socket.write('N');
      } else if (code === STARTUP_CODE.cancel) {
        // A running statement can't be interrupted: the engine reads nothing until it is done.
        socket.end();
        return null;
      } else if (code >> 16 === 3) {
        socket.write(askForPassword());
        return applicationOf(packet);
      } else {
        socket.end(errorResponse('FATAL', '08P01', `protocol version ${code} is not spoken here`));
        return null;
      }
    }
    return null;
  }

  #passwordGiven(socket: Socket, reader: FrameReader): boolean {
    const frame = reader.take();
    if (!frame) return false;
    const given = frame.bytes.subarray(5, -1);
    const right =
      frame.type === 'p' && given.length === this.#password.length && timingSafeEqual(given, this.#password);
    if (!right) socket.end(errorResponse('FATAL', '28P01', 'password authentication failed'));
    return right;
  }

  #admit(socket: Socket, strangerReader: FrameReader, application: string): void {
    if (this.#connections.size >= MAX_CONNECTIONS) {
      socket.end(errorResponse('FATAL', '53300', 'too many connections to the embedded database'));
      return;
    }
    const reader = new FrameReader(LONGEST_MESSAGE_BYTES);
    reader.push(strangerReader.rest());
    const id = this.#nextId++;
    const connection = new WireConnection(socket, this.engine, reader, {
      id,
      commands: this.options.commands ?? new Map(),
      idleInTransactionMs: this.options.idleInTransactionMs ?? 60_000,
      application,
    });
    this.#connections.add(connection);
    connection.closed.then(() => this.#connections.delete(connection));
    socket.write(this.#greeting(id));
    socket.on('data', (chunk: Buffer) => {
      reader.push(chunk);
      connection.receive();
    });
    connection.receive();
  }

  #greeting(id: number): Buffer {
    const own = Object.entries(this.options.parameters ?? {}).map(([name, value]) =>
      parameterStatus(name, value),
    );
    const key = backendKey(id, randomInt(2 ** 31));
    return Buffer.concat([authenticationOk(), ...this.announced, ...own, key, readyForQuery('I')]);
  }
}
