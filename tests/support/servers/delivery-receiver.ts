import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** One POST that the queue made. */
export interface Delivery {
  path: string;
  body: string;
  headers: Headers;
  /** Milliseconds, monotonic, as `performance.now()` tells them. */
  at: number;
}

export interface DeliveryReceiver {
  url: string;
  /** What has arrived at a path, oldest first. */
  at(path: string): Delivery[];
  /** Decides the answer to a path's deliveries from now on; `hang-up` closes the connection without one. */
  answer(
    path: string,
    decide: (delivery: Delivery) => Promise<number | 'hang-up'> | number | 'hang-up',
  ): void;
  stop(): Promise<void>;
}

function toDelivery(request: IncomingMessage, body: string): Delivery {
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers)) headers.set(name, String(value));
  return { path: request.url ?? '/', body, headers, at: performance.now() };
}

/** An application as the queue sees it: accepts every POST, answers 200 by default. */
export async function startDeliveryReceiver(): Promise<DeliveryReceiver> {
  const deliveries: Delivery[] = [];
  const answers = new Map<string, Parameters<DeliveryReceiver['answer']>[1]>();
  const server = createServer(async (request, response) => {
    const delivery = toDelivery(request, await text(request));
    deliveries.push(delivery);
    const status = (await answers.get(delivery.path)?.(delivery)) ?? 200;
    if (status === 'hang-up') request.socket.destroy();
    else response.writeHead(status).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    at: (path) => deliveries.filter((delivery) => delivery.path === path),
    answer: (path, decide) => answers.set(path, decide),
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
