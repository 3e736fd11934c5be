import { Worker } from 'node:worker_threads';
import { describe, expect, it } from 'vitest';
import { readInThread } from '@/lib/import/read-in-thread';

const task = {
  path: '',
  folder: '',
  fileName: 'x.json',
  privateSessions: false,
  now: new Date('2026-11-28'),
};

/** What a thread that runs this program comes to. */
async function outcomeOf(
  program: string,
  { signal = new AbortController().signal, timeLimit = 60_000 } = {},
) {
  let exits = 0;
  const start = () => {
    const thread = new Worker(program, { eval: true, resourceLimits: { maxOldGenerationSizeMb: 16 } });
    thread.once('exit', () => {
      exits += 1;
    });
    return thread;
  };
  const parts: unknown[] = [];
  const reading = async () => {
    for await (const part of readInThread(start, { task, signal, onProgress: async () => {} }, timeLimit))
      parts.push(part);
  };
  const message = await reading().then(
    () => null,
    (error: Error) => `${error.name}: ${error.message}`,
  );
  return { message, parts, exits };
}

const tell = (...messages: string[]) =>
  `const { parentPort } = require('node:worker_threads'); ${messages.map((m) => `parentPort.postMessage(${m});`).join(' ')} parentPort.on('message', () => {});`;

describe('the thread that reads', () => {
  it('ends with what it has read', async () => {
    const { message, parts, exits } = await outcomeOf(
      tell(
        `{ type: 'chunk', payload: new Uint8Array(2) }`,
        `{ type: 'progress' }`,
        `{ type: 'done', reading: 1 }`,
      ),
    );
    expect({ message, parts, exits }).toEqual({
      message: null,
      parts: [{ payload: new Uint8Array(2) }, { reading: 1 }],
      exits: 1,
    });
  });

  it('refuses a file in the words of its reader', async () => {
    const refused = await outcomeOf(tell(`{ type: 'refused', message: 'Choose another.' }`));
    expect(refused).toMatchObject({ message: 'UnreadableFile: Choose another.', exits: 1 });
  });

  it('has no more memory than its own, and takes none of the server with it', async () => {
    const { message, exits } = await outcomeOf(
      'const all = []; for (;;) all.push(new Array(1000).fill({}));',
    );
    expect(message).toMatch(/UnreadableFile: .*more memory.*Choose one of the files/);
    expect(exits).toBe(1);
  });

  it('has only some minutes', async () => {
    const { message, exits } = await outcomeOf('for (;;);', { timeLimit: 100 });
    expect(message).toMatch(/UnreadableFile: .*minutes to read. Choose one of the files/);
    expect(exits).toBe(1);
  });

  it('ends at once when the listener leaves', async () => {
    const { message, exits } = await outcomeOf('for (;;);', { signal: AbortSignal.timeout(100) });
    expect(message).toMatch(/^AbortError/);
    expect(exits).toBe(1);
  });

  it('that fails is an error of ours', async () => {
    expect((await outcomeOf('throw new Error("a bug")')).message).toBe('Error: a bug');
    expect((await outcomeOf('process.exit(0)')).message).toMatch(/ended without a result/);
  });
});
