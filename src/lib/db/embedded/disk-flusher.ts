import { basename, sep } from 'node:path';
import { flushAll } from './durable-files';
import type { TrackedFiles } from './tracked-files';

const FLUSH_AFTER_MS = 250;

/** The log before the data it describes, the control file (which names where recovery begins) last. */
const STAGES: Array<(path: string) => boolean> = [
  (path) => path.includes(`${sep}pg_wal`),
  (path) => basename(path) !== 'pg_control',
  () => true,
];

/**
 * Brings to the disk what the engine only handed to the operating system, shortly after each change and beside
 * the queries: the engine itself never asks for it, so a power cut could take any amount of acknowledged work.
 */
export class DiskFlusher {
  #timer: NodeJS.Timeout | undefined;
  #flushing: Promise<void> | undefined;
  #stopped = false;

  /** @param onFailure the disk refused: what was acknowledged may not survive. */
  constructor(
    readonly files: TrackedFiles,
    readonly onFailure: (error: unknown) => void,
  ) {
    files.watch(() => this.#schedule());
    this.#schedule();
  }

  /** Flushes everything that changed until now. Rejects if the disk refuses. */
  async flush(): Promise<void> {
    // Only waited for: its failure was told to onFailure where it was started.
    await this.#flushing?.catch(() => {});
    const left = this.files.takeChanged();
    for (const stage of STAGES) {
      const paths = [...left].filter(stage);
      for (const path of paths) left.delete(path);
      await flushAll(paths);
    }
  }

  /** Stops flushing by itself, and flushes for the last time. */
  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    await this.flush();
  }

  #schedule(): void {
    if (this.#timer || this.#stopped) return;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#flushing = this.flush();
      this.#flushing.catch(this.onFailure).finally(() => {
        this.#flushing = undefined;
      });
    }, FLUSH_AFTER_MS);
  }
}
