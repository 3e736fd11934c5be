import { Worker } from 'node:worker_threads';
import { READER_LIMITS, type StartReader } from '@/lib/import/start-reader';

const ENTRY = new URL('../../../src/lib/import/reader-thread.ts', import.meta.url).pathname;

/** Node 20 reads no TypeScript: what the bundler does in the product, tsx does here. */
export const startReaderFromSource: StartReader = (task) =>
  new Worker(`require('tsx/cjs/api').register(); require(${JSON.stringify(ENTRY)})`, {
    eval: true,
    workerData: { task },
    resourceLimits: READER_LIMITS,
  });
