import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ConnectionCut } from './faults/fault-answers';
import { Simulator, type SimulatorOptions } from './simulator';

export interface ServerOptions extends Omit<SimulatorOptions, 'publicUrl'> {
  /** 0: any free one. */
  port: number;
  /** Default 127.0.0.1: nothing else on the network sees it. */
  host?: string;
  /** Default: the address it listens on. */
  publicUrl?: string;
}

export interface RunningSimulator {
  url: string;
  simulator: Simulator;
  close(): Promise<void>;
}

/** Starts the simulator on a socket. Rejects if the port is taken. */
export async function startSimulator(options: ServerOptions): Promise<RunningSimulator> {
  const host = options.host ?? '127.0.0.1';
  const server = createServer();
  await listen(server, options.port, host);
  const { port } = server.address() as AddressInfo;
  const url = options.publicUrl ?? `http://${host === '0.0.0.0' ? '127.0.0.1' : host}:${port}`;
  const simulator = new Simulator({ ...options, publicUrl: url });
  server.on('request', (incoming, outgoing) => void serve(simulator, url, incoming, outgoing));
  return { url, simulator, close: () => close(server) };
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

async function serve(
  simulator: Simulator,
  base: string,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  const gone = new AbortController();
  outgoing.once('close', () => gone.abort());
  try {
    const answer = await simulator.handle(await toRequest(base, incoming, gone.signal));
    await send(answer, outgoing);
  } catch (error) {
    if (error instanceof ConnectionCut || gone.signal.aborted || outgoing.headersSent) {
      incoming.socket.destroy();
      return;
    }
    console.error('The simulator failed on a request:', error);
    outgoing.writeHead(500, { 'content-type': 'text/plain' }).end('The simulator failed; see its output.');
  }
}

async function toRequest(base: string, incoming: IncomingMessage, signal: AbortSignal): Promise<Request> {
  const method = incoming.method ?? 'GET';
  const headers = new Headers();
  for (const [name, value] of Object.entries(incoming.headers)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value);
  }
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk);
  const body = method === 'GET' || method === 'HEAD' ? null : Buffer.concat(chunks);
  return new Request(new URL(incoming.url ?? '/', base), { method, headers, body, signal });
}

async function send(answer: Response, outgoing: ServerResponse): Promise<void> {
  outgoing.writeHead(answer.status, Object.fromEntries(answer.headers));
  if (!answer.body) {
    outgoing.end();
    return;
  }
  await pipeline(Readable.from(answer.body), outgoing);
}
