import { Agent, createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

export interface Balancer {
  url: string;
  /** The ports of the servers that get requests from now on. */
  serve(ports: readonly number[]): void;
  /** The ports of the servers that are about to answer. */
  busy(): readonly number[];
  stop(): Promise<void>;
}

/**
 * A load balancer as most are: takes turns, asks the next server when one refuses, asks again where a kept connection had
 * been closed meanwhile, answers 502 when one breaks off.
 */
export async function startBalancer(): Promise<Balancer> {
  let ports: readonly number[] = [];
  let turn = 0;
  const agent = new Agent({ keepAlive: true });
  const busy: number[] = [];
  const server = createServer(async (incoming, outgoing) => {
    const body = await buffer(incoming);
    turn += 1;
    const inTurn = ports.map((_, index) => ports[(index + turn) % ports.length] ?? 0);
    passOn(agent, inTurn, { incoming, outgoing, body, busy });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    serve: (next) => {
      ports = next;
    },
    busy: () => busy,
    stop: async () => {
      agent.destroy();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

interface Passing {
  incoming: IncomingMessage;
  outgoing: ServerResponse;
  body: Buffer;
  busy: number[];
}

function passOn(agent: Agent, [port, ...others]: readonly number[], passing: Passing): void {
  const { incoming, outgoing, body, busy } = passing;
  if (port === undefined) return void outgoing.writeHead(502).end();
  const { url, method, headers } = incoming;
  const onward = request({ agent, host: '127.0.0.1', port, path: url, method, headers }, (answer) => {
    outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.on('error', () => outgoing.destroy());
    answer.pipe(outgoing);
  });
  busy.push(port);
  onward.on('close', () => busy.splice(busy.indexOf(port), 1));
  onward.on('error', (error: NodeJS.ErrnoException) => {
    if (outgoing.headersSent) outgoing.destroy();
    else if (error.code === 'ECONNREFUSED') passOn(agent, others, passing);
    else if (method === 'GET' && error.code === 'ECONNRESET' && onward.reusedSocket)
      passOn(agent, [port, ...others], passing);
    else outgoing.writeHead(502).end();
  });
  onward.end(body);
}
