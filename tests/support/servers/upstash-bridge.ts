import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { RedisRefusal, type RedisReply, RedisStatus, RespConnection } from './resp-connection';

export interface UpstashBridge {
  url: string;
  token: string;
  /** HTTP requests answered so far. */
  requests(): number;
  /** While true, requests are accepted and never answered. */
  hang(hanging: boolean): void;
  stop(): Promise<void>;
}

type Command = string[];
type Answer = { result: unknown } | { error: string };

/** A reply as JSON carries it; stored strings are base64 when the client asked for that, status lines never are. */
function encode(reply: RedisReply, base64: boolean): unknown {
  if (reply instanceof RedisStatus) return reply.text;
  if (reply instanceof RedisRefusal) return reply.message;
  if (Array.isArray(reply)) return reply.map((item) => encode(item, base64));
  return typeof reply === 'string' && base64 ? Buffer.from(reply).toString('base64') : reply;
}

const toAnswer = (reply: RedisReply, base64: boolean): Answer =>
  reply instanceof RedisRefusal ? { error: reply.message } : { result: encode(reply, base64) };

async function runOne(redis: RespConnection, command: Command): Promise<RedisReply> {
  const [reply] = await redis.send([command]);
  return reply ?? null;
}

async function runTransaction(redis: RespConnection, commands: Command[]): Promise<RedisReply> {
  const replies = await redis.send([['MULTI'], ...commands, ['EXEC']]);
  return replies.at(-1) ?? null;
}

async function readCommands(request: IncomingMessage): Promise<unknown[]> {
  const body: unknown = JSON.parse((await text(request)) || '[]');
  return Array.isArray(body) ? body : [];
}

const toCommand = (words: unknown): Command =>
  (Array.isArray(words) ? words : []).map((word) =>
    typeof word === 'object' ? JSON.stringify(word) : String(word),
  );

async function route(path: string, body: unknown[], base64: boolean, redis: RespConnection) {
  if (path === '/') {
    const answer = toAnswer(await runOne(redis, toCommand(body)), base64);
    return { status: 'error' in answer ? 400 : 200, answer };
  }
  if (path === '/pipeline') {
    const replies = await Promise.all(body.map((command) => runOne(redis, toCommand(command))));
    return { status: 200, answer: replies.map((reply) => toAnswer(reply, base64)) };
  }
  if (path === '/multi-exec') {
    const reply = await runTransaction(redis, body.map(toCommand));
    if (!Array.isArray(reply)) return { status: 400, answer: toAnswer(reply, base64) };
    return { status: 200, answer: reply.map((item) => toAnswer(item, base64)) };
  }
  return { status: 404, answer: { error: `unknown path ${path}` } };
}

/** Upstash's REST protocol in front of a real Redis on this machine. */
export async function startUpstashBridge(redisPort: number, token = 'bridge-token'): Promise<UpstashBridge> {
  let redis = new RespConnection(redisPort);
  const connected = () => {
    if (redis.isClosed()) redis = new RespConnection(redisPort);
    return redis;
  };
  let count = 0;
  let hanging = false;
  const send = (response: ServerResponse, status: number, answer: unknown) => {
    response.writeHead(status, { 'content-type': 'application/json', 'upstash-sync-token': 'bridge=1' });
    response.end(JSON.stringify(answer));
  };
  const server = createServer(async (request, response) => {
    count += 1;
    const body = await readCommands(request);
    if (hanging) return;
    if (request.headers.authorization !== `Bearer ${token}`) {
      return send(response, 401, { error: 'WRONGPASS invalid or missing auth token' });
    }
    const base64 = request.headers['upstash-encoding'] === 'base64';
    const path = (request.url ?? '/').split('?')[0] ?? '/';
    const { status, answer } = await route(path, body, base64, connected()).catch((error: unknown) => ({
      status: 500,
      answer: { error: String(error) },
    }));
    send(response, status, answer);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    token,
    requests: () => count,
    hang: (value) => {
      hanging = value;
    },
    stop: async () => {
      redis.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
