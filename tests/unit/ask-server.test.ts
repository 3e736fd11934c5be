import { once } from 'node:events';
import { createServer } from 'node:net';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { askServer } from '@/lib/db/ask-server';

/** AuthenticationOk and ReadyForQuery: https://www.postgresql.org/docs/current/protocol-message-formats.html */
const WELCOME = Buffer.from([
  ...Buffer.from('R'),
  0,
  0,
  0,
  8,
  0,
  0,
  0,
  0,
  ...Buffer.from('Z'),
  0,
  0,
  0,
  5,
  0x49,
]);

it('a server that ends while it is asked is a fault, and ends nothing else', async () => {
  const server = createServer((socket) => {
    socket.once('data', () => {
      socket.write(WELCOME);
      socket.once('data', () => socket.destroy());
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = z.object({ port: z.number() }).parse(server.address());
  expect(await askServer(`postgresql://somebody@127.0.0.1:${port}/archive`)).toEqual({
    fault: 'other',
    message: 'Connection terminated unexpectedly',
  });
  server.close();
});
