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

/** AuthenticationSASL with SCRAM-SHA-256, and the first message of the server in the exchange that follows. */
const SCRAM = message('R', [0, 0, 0, 10, ...Buffer.from('SCRAM-SHA-256'), 0, 0]);
const SCRAM_CONTINUE = message('R', [0, 0, 0, 11, ...Buffer.from('r=x,s=YQ==,i=4096')]);

function message(type: string, body: readonly number[]): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(body.length + length.length);
  return Buffer.from([...Buffer.from(type), ...length, ...body]);
}

/** What asking a server finds that sends these answers, one for each message it gets, and then breaks off. */
async function askOneThatSends(...answers: readonly Buffer[]) {
  const server = createServer((socket) => {
    const left = [...answers];
    socket.on('data', () => {
      const next = left.shift();
      if (next) socket.write(next);
      else socket.destroy();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = z.object({ port: z.number() }).parse(server.address());
  const answer = await askServer(`postgresql://somebody@127.0.0.1:${port}/archive`);
  server.close();
  return answer;
}

it('a server that ends while it is asked is a fault, and ends nothing else', async () => {
  expect(await askOneThatSends(WELCOME)).toEqual({
    fault: 'broke_off',
    message: 'Connection terminated unexpectedly',
  });
});

it('says that a password is missing, which the driver calls a string', async () => {
  expect(await askOneThatSends(SCRAM, SCRAM_CONTINUE)).toEqual({
    fault: 'wrong_password',
    message: 'the server asks for a password, and DATABASE_URL has none',
  });
});

it('says that a server has no encryption', async () => {
  const server = createServer((socket) => socket.once('data', () => socket.write('N')));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = z.object({ port: z.number() }).parse(server.address());
  expect(await askServer(`postgresql://me:hush@127.0.0.1:${port}/archive?sslmode=verify-full`)).toEqual({
    fault: 'not_encrypted',
    message: 'The server does not support SSL connections',
  });
  server.close();
});
