import { Worker } from 'node:worker_threads';
import { READER_HEAP_MB } from './read-limits';
import type { ReadTask } from './reader-messages';

/** Starts a thread that reads an upload; tests start a file made for them. */
export type StartReader = (task: ReadTask) => Worker;

export const READER_LIMITS = { maxOldGenerationSizeMb: READER_HEAP_MB, maxYoungGenerationSizeMb: 32 };

// The bundler makes a file of its own of the thread because it is named exactly like this.
export const startReader: StartReader = (task) =>
  new Worker(new URL('./reader-thread.ts', import.meta.url), {
    workerData: { task },
    resourceLimits: READER_LIMITS,
  });
