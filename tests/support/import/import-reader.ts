import { Worker } from 'node:worker_threads';
import { inject } from 'vitest';
import { READER_LIMITS, type StartReader } from '@/lib/import/start-reader';

/** As the product starts it, from the file that was made for the tests. */
export const startBundledReader: StartReader = (task) =>
  new Worker(inject('readerThread'), { workerData: { task }, resourceLimits: READER_LIMITS });
