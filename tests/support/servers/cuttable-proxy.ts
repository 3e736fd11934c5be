import type { AddressInfo } from 'node:net';
import { connect, createServer, type Socket } from 'node:net';

export interface CuttableProxy {
  port: number;
  /** Breaks every connection and refuses new ones until `restore`. */
  cut(): void;
  /** Holds every answer back for this many milliseconds, until `restore`. */
  delay(ms: number): void;
  restore(): void;
  /** Pieces of answers that have got through so far. */
  passed(): number;
  stop(): Promise<void>;
}

/** A wire to a server on this machine that a test can cut or slow down, as a restart of that server or a bad net would. */
export async function startCuttableProxy(
  targetPort: number,
  targetHost = '127.0.0.1',
): Promise<CuttableProxy> {
  const open = new Set<Socket>();
  let down = false;
  let delayMs = 0;
  let passed = 0;
  const answerLater = (client: Socket, piece: Buffer) => {
    const pass = () => {
      if (client.destroyed) return;
      passed += 1;
      client.write(piece);
    };
    if (delayMs === 0) pass();
    else setTimeout(pass, delayMs).unref();
  };
  const server = createServer((client) => {
    if (down) return client.destroy();
    const target = connect(targetPort, targetHost);
    for (const socket of [client, target]) {
      open.add(socket);
      socket.on('error', () => {});
      socket.on('close', () => {
        open.delete(socket);
        client.destroy();
        target.destroy();
      });
    }
    client.pipe(target);
    target.on('data', (piece) => answerLater(client, piece));
    target.on('end', () => client.end());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const cut = () => {
    down = true;
    for (const socket of open) socket.destroy();
  };
  return {
    port: (server.address() as AddressInfo).port,
    cut,
    delay: (ms) => {
      delayMs = ms;
    },
    restore: () => {
      down = false;
      delayMs = 0;
    },
    passed: () => passed,
    stop: async () => {
      cut();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
