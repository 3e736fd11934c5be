import { connect, type Socket } from 'node:net';

/** A status line such as `OK`, distinct from a stored string: Upstash encodes the second and not the first. */
export class RedisStatus {
  constructor(readonly text: string) {}
}

/** An error that Redis answered. */
export class RedisRefusal {
  constructor(readonly message: string) {}
}

export type RedisReply = string | number | null | RedisStatus | RedisRefusal | RedisReply[];

interface Parsed {
  reply: RedisReply;
  end: number;
}

function parseBulk(buffer: Buffer, start: number, length: number): Parsed | null {
  if (length < 0) return { reply: null, end: start };
  if (buffer.length < start + length + 2) return null;
  return { reply: buffer.toString('utf8', start, start + length), end: start + length + 2 };
}

function parseArray(buffer: Buffer, start: number, length: number): Parsed | null {
  if (length < 0) return { reply: null, end: start };
  const replies: RedisReply[] = [];
  let end = start;
  while (replies.length < length) {
    const item = parseReply(buffer, end);
    if (!item) return null;
    replies.push(item.reply);
    end = item.end;
  }
  return { reply: replies, end };
}

/** One RESP2 reply from the given offset; null when more bytes are needed. */
function parseReply(buffer: Buffer, offset: number): Parsed | null {
  const lineEnd = buffer.indexOf('\r\n', offset);
  if (lineEnd < 0) return null;
  const line = buffer.toString('utf8', offset + 1, lineEnd);
  const end = lineEnd + 2;
  switch (String.fromCharCode(buffer[offset] ?? 0)) {
    case '+':
      return { reply: new RedisStatus(line), end };
    case '-':
      return { reply: new RedisRefusal(line), end };
    case ':':
      return { reply: Number(line), end };
    case '$':
      return parseBulk(buffer, end, Number(line));
    case '*':
      return parseArray(buffer, end, Number(line));
    default:
      throw new Error(`Redis sent an unknown reply: ${line}`);
  }
}

function encodeCommand(words: readonly string[]): Buffer {
  const parts = words.map((word) => `$${Buffer.byteLength(word)}\r\n${word}\r\n`);
  return Buffer.from(`*${words.length}\r\n${parts.join('')}`);
}

/** One connection to a Redis server on this machine; commands are answered in the order they were sent. */
export class RespConnection {
  readonly #socket: Socket;
  readonly #waiting: { resolve: (reply: RedisReply) => void; reject: (error: Error) => void }[] = [];
  #received: Buffer = Buffer.alloc(0);

  constructor(port: number) {
    this.#socket = connect(port, '127.0.0.1');
    this.#socket.on('data', (bytes) => this.#read(bytes));
    this.#socket.on('error', (error) => this.#fail(error));
    this.#socket.on('close', () => this.#fail(new Error('The connection to Redis closed')));
  }

  /** Sends the commands in one write, so that nothing else can come between them. */
  send(commands: readonly (readonly string[])[]): Promise<RedisReply[]> {
    if (this.#socket.destroyed) return Promise.reject(new Error('The connection to Redis is closed'));
    const replies = commands.map(
      () => new Promise<RedisReply>((resolve, reject) => this.#waiting.push({ resolve, reject })),
    );
    this.#socket.write(Buffer.concat(commands.map(encodeCommand)));
    return Promise.all(replies);
  }

  isClosed(): boolean {
    return this.#socket.destroyed;
  }

  close(): void {
    this.#socket.destroy();
  }

  #read(bytes: Buffer): void {
    this.#received = Buffer.concat([this.#received, bytes]);
    for (let parsed = parseReply(this.#received, 0); parsed; parsed = parseReply(this.#received, 0)) {
      this.#received = this.#received.subarray(parsed.end);
      this.#waiting.shift()?.resolve(parsed.reply);
      if (this.#received.length === 0) return;
    }
  }

  #fail(error: Error): void {
    for (const { reject } of this.#waiting.splice(0)) reject(error);
  }
}
