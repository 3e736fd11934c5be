import { once } from 'node:events';
import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { SECOND } from '@/lib/shared/time';
import { gzipChunk } from './chunk';
import { readHistory } from './read-history';
import { READ_LIMITS } from './read-limits';
import type { ReaderMessage, ReadTask } from './reader-messages';
import { UnreadableFile } from './unreadable-file';
import { withUploadedFiles } from './uploaded-files';

/**
 * The thread that reads an upload: what a file costs, it costs this thread, and the server goes on answering. Its heap is
 * limited where it is started.
 */
async function read(port: MessagePort, { path, fileName, ...task }: ReadTask): Promise<void> {
  const post = (message: ReaderMessage) => port.postMessage(message);
  let postedAt = performance.now();
  const onProgress = () => {
    if (performance.now() - postedAt < SECOND) return;
    postedAt = performance.now();
    post({ type: 'progress' });
  };
  await withUploadedFiles(path, fileName, READ_LIMITS, async (files, skippedFiles) => {
    const chunks = readHistory(files, skippedFiles, { ...task, limits: READ_LIMITS, onProgress });
    for (;;) {
      const { done, value } = await chunks.next();
      if (done) return post({ type: 'done', reading: value });
      post({ type: 'chunk', payload: await gzipChunk(value) });
      await once(port, 'message');
    }
  }).catch((error: unknown) => {
    if (!(error instanceof UnreadableFile)) throw error;
    post({ type: 'refused', message: error.message });
  });
}

// The thread is ended by the one that started it.
if (parentPort) void read(parentPort, workerData.task);
