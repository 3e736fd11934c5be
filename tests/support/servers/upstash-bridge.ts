import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
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

/**
 * Scripts by the SHA-1 that the client knows. Upstash accepts a first line `#!lua flags=allow-key-locking` that Redis
 * refuses, so it is taken off, which changes the hash: EVALSHA is answered from here.
 */
class Scripts {
  readonly #sources = new Map<string, string>();

  remember(source: string): string {
    const hash = createHash('sha1').update(source).digest('hex');
    this.#sources.set(hash, source.replace(/^#!lua[^\n]*\n/, ''));
    return hash;
  }

  find(hash: string): string | undefined {
    return this.#sources.get(hash);
  }
}

/** The command as Redis takes it, or the answer when none is needed. */
function translate(command: Command, scripts: Scripts): { send: Command } | { reply: RedisReply } {
  const [name = '', first = '', second = ''] = command;
  switch (name.toUpperCase()) {
    case 'EVAL':
    case 'EVAL_RO':
      return { send: ['EVAL', scripts.find(scripts.remember(first)) ?? first, ...command.slice(2)] };
    case 'EVALSHA':
    case 'EVALSHA_RO': {
      const source = scripts.find(first);
      if (source === undefined)
        return { reply: new RedisRefusal('NOSCRIPT No matching script. Please use EVAL.') };
      return { send: ['EVAL', source, ...command.slice(2)] };
    }
    case 'SCRIPT':
      return first.toUpperCase() === 'LOAD' ? { reply: scripts.remember(second) } : { send: command };
    default:
      return { send: command };
  }
}

/** A reply as JSON carries it; stored strings are base64 when the client asked for that, status lines never are. */
function encode(reply: RedisReply, base64: boolean): unknown {
  if (reply instanceof RedisStatus) return reply.text;
  if (reply instanceof RedisRefusal) return reply.message;
  if (Array.isArray(reply)) return reply.map((item) => encode(item, base64));
  return typeof reply === 'string' && base64 ? Buffer.from(reply).toString('base64') : reply;
}

const toAnswer = (reply: RedisReply, base64: boolean): Answer =>
  reply instanceof RedisRefusal ? { error: reply.message } : { result: encode(reply, base64) };

async function runOne(redis: RespConnection, scripts: Scripts, command: Command): Promise<RedisReply> {
  const translated = translate(command, scripts);
  if ('reply' in translated) return translated.reply;
  const [reply] = await redis.send([translated.send]);
  return reply ?? null;
}

async function runTransaction(
  redis: RespConnection,
  scripts: Scripts,
  commands: Command[],
): Promise<RedisReply> {
  const translated = commands.map((command) => translate(command, scripts));
  const refused = translated.find((step) => 'reply' in step);
  if (refused && 'reply' in refused) return refused.reply;
  const sent = translated.flatMap((step) => ('send' in step ? [step.send] : []));
  const replies = await redis.send([['MULTI'], ...sent, ['EXEC']]);
  return replies.at(-1) ?? null;
}

async function readCommands(request: IncomingMessage): Promise<unknown[]> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const body: unknown = JSON.parse(Buffer.concat(chunks).toString() || '[]');
  return Array.isArray(body) ? body : [];
}

const toCommand = (words: unknown): Command =>
  (Array.isArray(words) ? words : []).map((word) =>
    typeof word === 'object' ? JSON.stringify(word) : String(word),
  );

async function route(
  path: string,
  body: unknown[],
  base64: boolean,
  redis: RespConnection,
  scripts: Scripts,
) {
  if (path === '/') {
    const answer = toAnswer(await runOne(redis, scripts, toCommand(body)), base64);
    return { status: 'error' in answer ? 400 : 200, answer };
  }
  if (path === '/pipeline') {
    const replies = await Promise.all(body.map((command) => runOne(redis, scripts, toCommand(command))));
    return { status: 200, answer: replies.map((reply) => toAnswer(reply, base64)) };
  }
  if (path === '/multi-exec') {
    const reply = await runTransaction(redis, scripts, body.map(toCommand));
    if (!Array.isArray(reply)) return { status: 400, answer: toAnswer(reply, base64) };
    return { status: 200, answer: reply.map((item) => toAnswer(item, base64)) };
  }
  return { status: 404, answer: { error: `unknown path ${path}` } };
}

/** Upstash's REST protocol in front of a real Redis on this machine. */
export async function startUpstashBridge(redisPort: number, token = 'bridge-token'): Promise<UpstashBridge> {
  const redis = new RespConnection(redisPort);
  const scripts = new Scripts();
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
    const { status, answer } = await route(path, body, base64, redis, scripts).catch((error: unknown) => ({
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
