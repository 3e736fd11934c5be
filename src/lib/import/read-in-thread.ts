import { on } from 'node:events';
import type { Worker } from 'node:worker_threads';
import { MINUTE } from '@/lib/shared/time';
import type { HistoryReading } from './read-history';
import { READ_LIMITS } from './read-limits';
import type { ReaderMessage, ReadTask } from './reader-messages';
import type { StartReader } from './start-reader';
import { UnreadableFile } from './unreadable-file';

interface Reading {
  task: ReadTask;
  /** Ends the reading at once, e.g. because the listener has left. */
  signal: AbortSignal;
  /** Called about once a second. */
  onProgress: () => Promise<void>;
}

const TOO_LARGE =
  'The file needs more memory than an import may use. Choose one of the files inside it at a time.';
const TOO_SLOW = `The file takes longer than ${READ_LIMITS.time / MINUTE} minutes to read. Choose one of the files inside it at a time.`;

/** A gzipped chunk of rows, or, in the end, what else was read. */
export type ReadPart = { payload: Uint8Array } | { reading: HistoryReading };

/**
 * Reads an upload in a thread of its own and yields its chunks, each when the one before was taken. Throws UnreadableFile for a file that cannot be imported, and an AbortError after an abort. The thread
 * has ended when this ends.
 */
export async function* readInThread(
  start: StartReader,
  { task, signal, onProgress }: Reading,
  timeLimit = READ_LIMITS.time,
): AsyncGenerator<ReadPart> {
  const timeUp = AbortSignal.timeout(timeLimit);
  const thread = start(task);
  try {
    for await (const message of messagesOf(thread, AbortSignal.any([signal, timeUp]))) {
      if (message.type === 'refused') throw new UnreadableFile(message.message);
      if (message.type === 'progress') await onProgress();
      if (message.type === 'done') return yield { reading: message.reading };
      if (message.type !== 'chunk') continue;
      yield { payload: message.payload };
      thread.postMessage('next');
    }
    throw new Error('The thread that reads uploads ended without a result');
  } catch (error) {
    if (timeUp.aborted && !signal.aborted) throw new UnreadableFile(TOO_SLOW);
    throw isOutOfMemory(error) ? new UnreadableFile(TOO_LARGE) : error;
  } finally {
    await thread.terminate();
  }
}

async function* messagesOf(thread: Worker, signal: AbortSignal): AsyncGenerator<ReaderMessage> {
  // An error of the thread is thrown here.
  for await (const [message] of on(thread, 'message', { signal, close: ['exit'] })) yield message;
}

const isOutOfMemory = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
