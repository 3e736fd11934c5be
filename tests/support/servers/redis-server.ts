import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { RespConnection } from './resp-connection';

const BINARY = '/usr/bin/redis-server';

/** Why Redis cannot be started here, or null when it can. */
export const redisMissing = existsSync(BINARY)
  ? null
  : `${BINARY} is not there: install it with "apt-get install redis-server" to run these tests`;

export interface RedisServer {
  port: number;
  stop(): Promise<void>;
}

/** A port that was free a moment ago. */
export async function findFreePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('No free port was found');
  return address.port;
}

async function answersPing(port: number): Promise<boolean> {
  const connection = new RespConnection(port);
  try {
    await connection.send([['PING']]);
    return true;
  } catch {
    return false;
  } finally {
    connection.close();
  }
}

/** A real Redis that keeps nothing on disk; ready when this resolves. */
export async function startRedisServer(givenPort?: number): Promise<RedisServer> {
  const port = givenPort ?? (await findFreePort());
  const settings = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
  const server = spawn(BINARY, settings, { stdio: 'ignore' });
  const ended = new Promise<void>((resolve) => server.once('exit', () => resolve()));
  const deadline = Date.now() + 10_000;
  while (!(await answersPing(port))) {
    if (server.exitCode !== null || Date.now() > deadline) throw new Error('redis-server did not start');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return {
    port,
    stop: async () => {
      server.kill('SIGKILL');
      await ended;
    },
  };
}
